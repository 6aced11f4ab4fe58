"""The pages for people: from a pasted account to a record to keep, and the policies to read.

A page translates: it reads forms into facts, has the engine judge them, and says what came out. All
that it knows travels in the form, so nothing of an account stays on the server.
"""
