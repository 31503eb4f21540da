"""One index that stays open and follows its rebuilds: what the server and the tools of assistants answer from."""
