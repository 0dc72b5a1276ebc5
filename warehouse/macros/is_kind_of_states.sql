/*
description = "Whether a kind of participant is counted among States (a regional economic integration organization is); the other kinds are counted among organizations"
parameters = ["kind"]
*/
kind IN ('state', 'observer_state', 'territory', 'reio')
