"""Does anything that a stranger can hand to kutip break it?

    files      What do real files of every format look like?
    inputs     What does a stranger make of a real file, a text, a question?
    targets    What is handed over to what, and what must hold whatever it is?
    running    How long is each target tried, and what is kept of what is found?
    shapes     Which texts are the worst of their length?
    scale      How does the time grow with the input? (python -m tests.fuzz.scale)

The suite tries each target on a few inputs, the same every time; `pytest -m slow tests/fuzz` for seconds on new ones
(`KUTIP_FUZZ` says for how many). `python -m tests.fuzz --minutes 60` shares an hour among them. What was found once is
kept in `cases`.
"""
