/*
description = "The sentence of a text in which a span stands: sentence_around(text, span_start, span_end)"
parameters = ["body", "span_start", "span_end"]
*/
-- The sentence begins after the last, and ends at the next, mark that closes a sentence within the paragraph. A full stop
-- closes one where it follows a word, not an initial or a short title (Mr., Ms., M.), and where what comes next is neither
-- a small letter nor a digit (para. 3); 。 always does. In doubt the quote is longer. The windows of 4,000 characters keep a
-- whole table's quotes from scanning every text from end to end.
regexp_replace(
  string_split(
    substr(body, greatest(span_start - 4000, 0) + 1, least(span_start, 4000)),
    chr(10) || chr(10)
  )[-1],
  '(?s)^.*(?:(?:[\pL\pN]{3}|[\s\pZ]\p{Ll}{2}|\p{Lu}{2}|\pN|[)\]»”"’])[.!?…؟]+[»”"’)]*(?:[\s\pZ]*»)?[\s\pZ]+|[。！？])((?:[^\p{Ll}\s\pZ\p{Nd}].*)?)$',
  '\1'
)
|| substr(body, span_start + 1, span_end - span_start)
|| substr(
  coalesce(
    nullif(
      regexp_replace(
        regexp_extract(
          string_split(substr(body, greatest(span_end - 3, span_start) + 1, 4003), chr(10) || chr(10))[1],
          '(?s)^.*?(?:(?:[\pL\pN]{3}|[\s\pZ]\p{Ll}{2}|\p{Lu}{2}|\pN|[)\]»”"’])[.!?…؟]+[»”"’)]*(?:[\s\pZ]*»)?(?:[\s\pZ]+[^\p{Ll}\s\pZ\p{Nd}]|[\s\pZ]*$)|[。！？])'
        ),
        '(?s)([.!?…؟][»”"’)]*(?:[\s\pZ]*»)?)[\s\pZ]+[^\p{Ll}\s\pZ\p{Nd}]$',
        '\1'
      ),
      ''
    ),
    string_split(substr(body, greatest(span_end - 3, span_start) + 1, 4003), chr(10) || chr(10))[1]
  ),
  least(span_end - span_start, 3) + 1
)
