"""How fast are kutip's engines beside others, and how do they grow? `python -m tests.bench` measures it.

    corpus        What is searched: articles and questions from a seed.
    engines       Which engines are measured, and how is each built and asked?
    cell          One measurement, in a process of its own.
    table         How are measurements shown, and are the goals met?

Nothing here is part of the test run.
"""
