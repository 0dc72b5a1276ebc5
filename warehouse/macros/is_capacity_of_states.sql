/*
description = "Whether a capacity is one in which States sit (a regional economic integration organization sits like one); the other capacities are those of organizations, entities and persons"
parameters = ["capacity"]
*/
capacity IN ('member', 'state_party', 'signatory', 'observer_state', 'associate_member', 'reio')
