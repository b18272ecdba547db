"""The class: a room on the lecturer's laptop, or hosted, in which phones answer and one screen shows what they answered.

A process of its own (`regiekit klas`), so that it outlives kernel and Jupyter. `store` keeps what happened and knows no network, `server` lets
phones and lecturer in, `client` is what a kernel uses, `ladder` says which way of asking a class works here. It imports nothing else of regiekit.
"""
