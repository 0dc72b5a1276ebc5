/*
question = "What was asked over HTTP, and did not come?"
tables = ["quality.fetches"]
*/
SELECT symbol, language, outcome, status, error, address
FROM quality.fetches
WHERE outcome IN ('missing', 'vanished', 'failed')
ORDER BY symbol, language
