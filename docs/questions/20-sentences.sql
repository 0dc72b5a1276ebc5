/*
question = "Who said something on an item, and where does it stand?"
answer = """Every fact leads to its sentence."""
*/
SELECT participant_name, paragraph, quote
FROM statements_with_quotes
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:7'
  AND list_contains(agenda_items, '3') AND len(on_behalf_of) > 0
ORDER BY participant_name
