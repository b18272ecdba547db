// A worker that begins and says so: whether that may be done here.
postMessage("ja");
