/*
table = "bodies"
severity = "critical"
description = "No body is, over its parents, part of itself"
*/
WITH RECURSIVE ancestors AS (
  SELECT body_id, parent_id FROM {batch} AS bodies WHERE parent_id IS NOT NULL
  UNION
  SELECT ancestors.body_id, bodies.parent_id
  FROM ancestors JOIN reference.bodies ON bodies.body_id = ancestors.parent_id
  WHERE bodies.parent_id IS NOT NULL
)
SELECT body_id FROM ancestors WHERE body_id = parent_id
