"""How good are the answers? Measured on data that is not part of the project, one question a module:

    data       Which questions, over which passages, with which gold answers?
    encodings  What has been encoded in an earlier run?
    systems    Who answers: kutip, and the baselines beside it?
    metrics    How good is that, and how sure are we?
    runs       What did every system do with every question of a set?
    summary    What do a run's outcomes amount to?
    table      What does RESULTS.md say?
    sample     Which few questions guard the numbers?

`python -m tests.quality` measures and writes RESULTS.md; see its `--help`.
"""
