"""Sentences around the facts; the event itself chooses which of them stand."""

OPEN_HARD = (
    "{name}, there is one thing I would like to raise with you; tell me if another time is better.",
    "{name}, if now is a good moment, I would like to tell you something I saw.",
    "{name}, I have something on my mind that I would like to say, if this moment suits you.",
    "{name}, I would like to go back to one moment with you, if you have a few minutes.",
)
OPEN_GOOD = (
    "{name}, if you have a minute, I would like to tell you what I noticed.",
    "{name}, there is something I saw that I would like you to know, if this is a good moment.",
    "{name}, let me tell you one thing I noticed, unless this is a bad moment.",
)
OPEN_BOTH = (
    "{name}, if now suits you, I have two things to tell you about one moment.",
    "{name}, I would like to share what I saw, both sides of it, if you have a few minutes.",
)
ASK_HARD = (
    "How did you see it?", "What was it like from your side?", "What was going on for you at that moment?",
    "How does that look to you?", "What would make that easier for you?",
)  # fmt: skip
ASK_POOR = (
    "How do you see it now?",
    "What do you think when you look back on it?",
    "How do you see what happened?",
)
ASK_GOOD = (
    "How did you do that?", "What helped you to do it?", "What would you like to keep from it?",
    "Where else could you use that?", "What was your thinking behind it?",
)  # fmt: skip
INTENT = (
    "What were you hoping for at that moment?",
    "What was on your mind just then?",
    "What led up to it?",
)
SUPPORT_HARD = (
    "If something would make it easier, tell me, and I will see what I can do.",
    "I have time to go through it with you when we next meet.",
    "We can look at it together when we next meet, if that helps.",
)
SUPPORT_GOOD = (
    "If you want to use it somewhere else, I am glad to think about it with you.",
    "If you would like to build on it, I have time for that when we next meet.",
    "Tell me if there is something I can do so that you get to do more of it.",
)
TOGETHER = "find one thing with me that could go differently"
BOTH_LOOK = (
    "I would like us to find one thing that could go differently next time, your idea first.",
    "I would like us to choose one thing to do differently next time, and to start with your idea.",
)
STRETCH = (
    "What I would like to see next time is that you {change}{why}.",
    "Next time, I would like you to {change}{why}.",
    "What I would ask of you next time is to {change}{why}.",
    "My one wish for next time is that you {change}{why}.",
)
