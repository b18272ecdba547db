// Keeps every file of the site, each under the hash of its contents: a second visit asks nothing of the network, the site works
// without it, and the versions of its parts never mix. Also passes on what a kernel asks of the visitor's own files.
const FILES = %FILES%; // path → hash of the contents
const ROOT = new URL("./", location.href);
const STORE = `regiekit ${ROOT.pathname}`;
const PATIENCE = 10000; // ms for a page to answer its kernel, which stands still meanwhile; it gives no answer when something went wrong
const SOON = 50; // ms in which a page that has an answer gives it
const LOCK = /(^|[/:])\.bezig$/; // see locked
const LOOK = 500; // ms between looks whether the kernel that waits is still there
const AT_ONCE = 4; // downloads beside one another, in the background
const TYPES = { js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" }; // what a browser asks of them, whatever the host says
const channel = new BroadcastChannel("/sw-api.v1"); // JupyterLite's name for it

const key = (path) => new URL(`${path}?${FILES[path]}`, ROOT).href;

async function fetched(store, path) {
  const answer = await fetch(new URL(path, ROOT), { cache: "no-cache" });
  if (sound(answer, path)) await store.put(key(path), answer);
}

// A page in the place of another file is what a filter, or a host that knows no 404, gives.
const sound = (answer, path) => answer.status === 200 && (/\.html$/.test(path) || !/^text\/html\b/.test(answer.headers.get("Content-Type") ?? ""));

// The same answer as what it is.
function typed(answer, path) {
  const type = TYPES[path.split(".").pop()];
  if (!type || !sound(answer, path) || (answer.headers.get("Content-Type") ?? "").startsWith(type)) return answer;
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", type);
  return new Response(answer.body, { status: answer.status, headers });
}

// All that is not there yet.
async function fill() {
  const store = await caches.open(STORE);
  const have = new Set((await store.keys()).map((request) => request.url));
  const wanted = Object.keys(FILES).filter((path) => !have.has(key(path)));
  const next = async () => { for (let path; (path = wanted.pop());) await fetched(store, path); };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

// A newer version than the visitor has comes in as a whole, before it takes over. The first comes in as it is used.
self.addEventListener("install", (event) => event.waitUntil(caches.has(STORE).then((known) => (known ? fill() : self.skipWaiting()))));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await self.clients.claim();
  const store = await caches.open(STORE);
  const mine = new Set(Object.keys(FILES).map(key));
  await Promise.all((await store.keys()).filter((request) => !mine.has(request.url)).map((request) => store.delete(request)));
})()));

// Take over, unless another window still works with the older version.
async function go(page) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.filter(({ url }) => url.startsWith(ROOT.href)).length < 2) self.skipWaiting();
  else page.postMessage("stays");
}

self.addEventListener("message", (event) => {
  if (event.data === "fill") event.waitUntil(fill().then(() => event.source?.postMessage("filled"), () => {}));
  if (event.data === "go") event.waitUntil(go(event.source));
});

async function kept(event, path) {
  const store = await caches.open(STORE);
  const found = await store.match(key(path));
  if (found) return typed(found, path);
  const answer = await fetch(event.request);
  if (sound(answer, path)) event.waitUntil(store.put(key(path), answer.clone()).catch(() => {}));
  return typed(answer, path);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Ends when the one who asks is gone. Firefox gives no answer about a kernel that waits, another browser may not know it: then this never ends.
async function left(clientId, patience = PATIENCE) {
  const there = () => self.clients.get(clientId);
  if (!(await there())) await new Promise(() => {});
  for (const until = Date.now() + patience; Date.now() < until && (await there());) await pause(LOOK);
}

// What the page to which the kernel belongs answers.
function ask(question, pathname) {
  const requestId = (question.requestId ??= crypto.randomUUID());
  const answer = new Promise((done) => channel.addEventListener("message", function hear({ data }) {
    if (data.requestId !== requestId || !("response" in data)) return;
    channel.removeEventListener("message", hear);
    done(data.response);
  }));
  channel.postMessage({ ...question, pathname });
  return answer;
}

// The page says nothing about a file that another window took away, so it is asked whether there is one.
async function gone({ data, browsingContextId }, pathname) {
  await pause(SOON);
  const found = data.method === "getattr" && (await ask({ data: { ...data, method: "lookup" }, browsingContextId }, pathname));
  if (found?.ok !== false) await new Promise(() => {});
}

// A question of a kernel about a file goes to the page it belongs to. A kernel whose page was left waits for nothing,
// and a newer version need not wait for it either.
async function asked(event, path) {
  const question = await event.request.json();
  if (LOCK.test(question.data?.path)) return locked(event, question.data);
  const answer = ask(question, path).then((found) => new Response(JSON.stringify(found)));
  if (path.includes("/api/stdin/")) return answer;
  return (await Promise.race([answer, pause(PATIENCE), left(event.clientId), gone(question, path)])) ?? new Response(null, { status: 504 });
}

// One kernel at a time changes the cases in a folder, also with several windows open. On this drive no file can be made "only where there is none":
// JupyterLite looks first and then makes it. So the lock file of the folder is a Web Lock: making it waits for who has it, taking it away lets go.
// Kernels of version 0.1.0 to 0.3.0 make the same file before they read and write; so an old window waits as well.
const free = new Map(); // kernel → what lets go of its lock

async function locked(event, { method, path }) {
  if (method === "mknod" && !(await taken(event, path))) return new Response(null, { status: 504 });
  if (method === "rmdir") free.get(event.clientId)?.();
  return new Response(JSON.stringify({ lookup: { ok: false }, get: { content: "", format: "text" }, getattr: {} }[method] ?? null));
}

function taken(event, path) {
  const { clientId } = event;
  free.get(clientId)?.();
  return new Promise((answer) => {
    const end = left(clientId, 3 * PATIENCE);
    const held = navigator.locks.request(`${STORE} ${path}`, { signal: AbortSignal.timeout(PATIENCE) }, () => {
      answer(true);
      return Promise.race([new Promise((done) => free.set(clientId, done)), end, pause(PATIENCE)]);
    });
    event.waitUntil(held.catch(() => answer(false)));
  });
}

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (pathname === "/api/service-worker-heartbeat") return event.respondWith(new Response("ok"));
  if (/\/api\/(drive|stdin\/)/.test(pathname)) return event.respondWith(asked(event, pathname));
  if (event.request.method !== "GET" || !pathname.startsWith(ROOT.pathname)) return;
  const path = decodeURIComponent(pathname.slice(ROOT.pathname.length)).replace(/(^|\/)$/, "$1index.html");
  if (path in FILES) event.respondWith(kept(event, path));
});
