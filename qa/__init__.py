"""kutip's conversation and command line. One question a module, data flows down:

    messages       What does the program say, in which language?
    wording        How is it worded, in either language, that there is no answer?
    answer         What is an answer, as an object and as JSON?
    phrases        Which people, things and places does a question name?
    leaning        Which word of a question leans on what was said before?
    turn           What of an earlier question can a follow-up lean on?
    antecedents    What does such a word stand for?
    people         Who of the named is a person, and is it he or she?
    ellipsis       What does a question ask that leaves out all but what is new?
    happening      What does a question ask that points at all of what was just told?
    substitution   What does an earlier question become with one new phrase in it?
    conversation   What does a question mean after the ones before it?
    following      Which sentence answers a follow-up, after those that were quoted?
    chat           How is a question asked, alone and in a conversation?
    chat_messages  How is the chat worded, in each language it speaks?
    chat_signals   What is a ranking signal called, in each language the chat speaks?
    chat_options   How may a chat be set up before its first line?
    visible        What of a text may reach a terminal?
    themes         Which colours are readable on this terminal?
    view           How does the chat lay out what is not an answer: a table, a paragraph, a note?
    render         What does an answer look like, on a terminal and in a pipe?
    explain        Why does a quote stand where it stands, and what is loaded?
    steps          What does the chat remember, and what does one line come to?
    transcript     How does a quote leave the chat with its source, and how does a whole conversation?
    effects        What does a line of the chat do outside of the chat?
    commands       What can be typed into the chat, and what does each line do?
                   (chat_quotes, chat_documents, chat_settings)
    vocabulary     Which names and words of the documents begin as what is being typed?
    completing     What can the text before the cursor become?
    toolbar        What stands below the line that is typed?
    waiting        How is somebody kept from waiting in silence, or against their will?
    terminal       How is a line read at a terminal: keys, history, suggestions, completion, toolbar?
    repl           How does a session go, at a terminal and in a pipe?
    schema         Which shape has the JSON object of an answer?
    mcp_tools      What can an MCP client ask, and what does it get?
    mcp_server     How are the tools served over MCP: on the standard streams, and over HTTP on this machine?
    settings       What can be set, and where does each value come from?
    options        What can be written after the name of a command, and what does each of it do?
    parsing        How does a command line become the values of its options?
    manual         How is a command explained, on one screen and in its manual page?
    completion     What makes a shell complete the command lines of qa and qa-index?
    once           How are one question and a file of questions answered?
    cli            What did the command line ask for, and how did it end?

    from qa import Chat
    Chat(retriever).ask("which products will Alibaba sell?").quotes[0].text

Importing this package loads none of them; a name is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answer import Answer, AnswerSpan, Quote
    from qa.chat import Chat

__all__ = ["Answer", "AnswerSpan", "Chat", "Quote"]


def __getattr__(name: str) -> object:
    if name == "Chat":
        from qa.chat import Chat

        return Chat
    if name in __all__:
        from qa import answer

        return getattr(answer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
