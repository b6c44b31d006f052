"""Rules on how YAML is written: signs, indentation, quotes, and characters that nobody sees."""

from kb.rules.rule import Rule, error


def _written(name: str, words: str, wrong: str, right: str) -> Rule:
    return error(name, words, wrong, right, raw=True)


WRITING = (
    _written(
        "yaml-syntax",
        "Each field is written as name, colon, space, value on a line of its own, indented with spaces like its neighbours. A "
        "text that holds a colon and a space, or begins with a sign, goes between double quotes.",
        "title:Riverside team\n",
        "title: Riverside team\n",
    ),
    _written(
        "duplicate-key",
        "A field stands once in its place; of two, one would be lost. Keep the right one and remove the other.",
        "title: Riverside\ntitle: Riverside team\n",
        "title: Riverside team\n",
    ),
    _written(
        "key",
        "The name of a field is plain text: letters and _, then a colon. Brackets are for lists, and stand behind "
        "the colon.",
        "[title]: Riverside team\n",
        "title: Riverside team\n",
    ),
    _written(
        "alias",
        "Values are written out wherever they stand. YAML can name one with & and repeat it with *; readers would "
        "not follow that. A text that begins with one of these signs goes between quotes.",
        "title: &name Riverside team\n",
        "title: Riverside team\n",
    ),
    _written(
        "tag",
        "What begins with ! is an order to a program, which is not followed here. Remove it; a text that begins "
        "with ! goes between quotes.",
        "title: !!python/name:os Riverside\n",
        'title: "!Riverside team"\n',
    ),
    _written(
        "unseen-character",
        "Characters that can't be seen, such as no-break spaces, come along with copied text. No reader finds a word that holds "
        "one. `kb fmt --fix` replaces them.",
        "title: Riverside\u00a0team\n",
        "title: Riverside team\n",
    ),
    _written(
        "set-letter",
        "Letters are those that people type. A PDF sets ﬁ as one sign, and é as two; a search for the word would miss them.",
        "title: Riverside o\ufb03ce team\n",
        "title: Riverside office team\n",
    ),
    _written(
        "twin-letter",
        "A word is in letters of one script. A Cyrillic or Greek letter may look like a Latin one, and no search for the word "
        "finds it.",
        "title: Riverside c\u043emmunity team\n",
        "title: Riverside community team\n",
    ),
    _written(
        "broken-letter",
        "Signs are those of the source. Where a program read a file in a wrong way, two or three odd ones stand for each "
        "dash, apostrophe or pound sign. `kb fmt --fix` replaces those that it knows.",
        "title: Riverside community team \u00e2\u20ac\u201c one for all\n",
        "title: Riverside community team \u2013 one for all\n",
    ),
    _written(
        "curly-quotes",
        "Quotation marks round a text are straight, as the keyboard has them. Curly ones become a part of the "
        "text, and pages would show them.",
        "title: “Riverside team”\n",
        'title: "Riverside team"\n',
    ),
    _written(
        "cut-off",
        "What follows a space and # is a comment and is not read. A text with # goes between quotes.",
        "title: Riverside team #2 of the county\n",
        'title: "Riverside team #2 of the county"\n',
    ),
    _written(
        "number-too-long",
        "A number has at most 15 digits; a longer one is a slip or an identifier, which is text.",
        "population: [{size: 12345678901234567890, counts: people, group: carers, cite: {source: leaflet-2016, at: slide 3}}]\n",
        "population: [{size: 97000, counts: residents, group: carers, cite: {source: leaflet-2016, at: slide 3}}]\n",
    ),
    _written(
        "thousands-point",
        "A point in a number begins its decimals: 41.300 is read as 41.3. Thousands are written without any sign.",
        "population: [{size: 41.300, counts: residents, group: carers, cite: {source: leaflet-2016, at: slide 3}}]\n",
        "population: [{size: 41300, counts: residents, group: carers, cite: {source: leaflet-2016, at: slide 3}}]\n",
    ),
    error(
        "too-deep",
        "Values stand at most 40 deep inside each other; an entry needs four. More are brackets typed by mistake.",
        "[[[[…]]]]",
        "[…]",
        shown=False,
    ),
    error(
        "too-many-values",
        "A file holds at most 50,000 values. What holds more is no entry, source or vocabulary.",
        "a list of 60,000 numbers",
        "a shorter list",
        shown=False,
    ),
)
