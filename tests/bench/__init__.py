"""How fast are kutip's engines beside others, and how do they grow? `python -m tests.bench` measures it.

corpus        What is searched: articles and questions from a seed.
"""
