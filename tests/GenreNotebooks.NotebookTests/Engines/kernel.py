"""Drives Jupyter's kernel of .NET Interactive with the commands and events of `dotnet interactive stdio`, a line of JSON each."""
import json
import queue
import sys
import threading

from jupyter_client.manager import start_new_kernel

NAMES = {"display_data": "DisplayedValueProduced", "update_display_data": "DisplayedValueUpdated", "execute_result": "ReturnValueProduced"}

manager, client = start_new_kernel(kernel_name=".net-csharp", startup_timeout=120)
tokens = {}  # of cells, by the message that sent them
waiting = {}  # cells that are not idle yet or have no reply yet
printing, ending = threading.Lock(), threading.Lock()


def say(event_type, token, **event):
    with printing:
        print(json.dumps({"eventType": event_type, "event": event, "command": {"token": token}}), flush=True)


def end(message, part, content=None):
    """A cell has ended when it has its reply and nothing more to show: the two come on two channels."""
    parts = waiting.get(message)
    if parts is None:
        return
    parts[part] = content
    if len(parts) < 2:
        return
    del waiting[message]
    reply = parts["reply"]
    if reply["status"] == "ok":
        say("CommandSucceeded", tokens[message])
    else:
        say("CommandFailed", tokens[message], message=f"{reply.get('ename', reply['status'])}: {reply.get('evalue', '')}")


def read_shown():
    while True:
        try:
            received = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        kind, content = received["msg_type"], received["content"]
        message = received["parent_header"].get("msg_id")
        with ending:  # a cell's token is noted just after it was sent
            token = tokens.get(message)
        if token is None:
            continue
        if kind in NAMES:
            values = [{"mimeType": mime, "value": value} for mime, value in content["data"].items()]
            say(NAMES[kind], token, formattedValues=values, valueId=content.get("transient", {}).get("display_id"))
        elif kind == "stream":
            name = "StandardOutputValueProduced" if content["name"] == "stdout" else "StandardErrorValueProduced"
            say(name, token, formattedValues=[{"mimeType": "text/plain", "value": content["text"]}])
        elif kind == "status" and content["execution_state"] == "idle":
            with ending:
                end(message, "idle")


def read_replies():
    while True:
        try:
            received = client.get_shell_msg(timeout=1)
        except queue.Empty:
            continue
        with ending:
            end(received["parent_header"].get("msg_id"), "reply", received["content"])


for reader in (read_shown, read_replies):
    threading.Thread(target=reader, daemon=True).start()

for line in sys.stdin:
    command = json.loads(line)
    if command["commandType"] == "Cancel":
        manager.interrupt_kernel()
        say("CommandSucceeded", command["token"])
    else:
        with ending:
            sent = client.execute(command["command"]["code"])
            tokens[sent] = command["token"]
            waiting[sent] = {}

manager.shutdown_kernel(now=True)
