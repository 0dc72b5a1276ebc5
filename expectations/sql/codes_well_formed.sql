/*
table = "participants"
severity = "critical"
description = "ISO 3166 and M49 codes have the form of such codes"
*/
SELECT participant_id, iso_alpha2, iso_alpha3, m49
FROM {batch} AS participants
WHERE NOT regexp_full_match(iso_alpha2, '[A-Z][A-Z]')
  OR NOT regexp_full_match(iso_alpha3, '[A-Z][A-Z][A-Z]')
  OR NOT regexp_full_match(m49, '[0-9][0-9][0-9]')
