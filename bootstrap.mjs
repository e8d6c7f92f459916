/**
 * Runs Commlog's programs on the Node that it needs, and installs what they need first. No dependencies, and no syntax
 * that an old Node cannot read, so that it can say what is wrong.
 *
 *   node bootstrap.mjs FILE.ts arguments…
 *   node bootstrap.mjs --run PROGRAM arguments…   a program of node_modules, as `npx` would
 */
/* biome-ignore-all lint/style/useNodejsImportProtocol: Node 12 and 14 do not know it. */
/* biome-ignore-all lint/complexity/useOptionalChain: nor this syntax. */
import childProcess from 'child_process';
import crypto from 'crypto';
import fs from 'fs';
import os from 'os';
import path from 'path';
import url from 'url';

const oldestNode = 20;
const neededNode = 24;
const home = path.dirname(fs.realpathSync(url.fileURLToPath(import.meta.url)));

class Unable extends Error {}

/**
 * Resolves with the exit status of the program, after it ended. `options` are for tests: `root`, the folder of
 * package.json; `version`, of this Node.
 */
export async function bootstrap(argv, options) {
  const root = (options && options.root) || home;
  const version = (options && options.version) || process.versions.node;
  try {
    const major = Number(version.split('.')[0]);
    if (major < oldestNode) {
      throw new Unable(
        `Node ${version} is too old: install Node ${oldestNode} or newer, best ${neededNode}, from https://nodejs.org.`,
      );
    }
    if (argv.length === 0 || (argv[0] === '--run' && argv.length === 1)) {
      throw new Unable('nothing to run: node bootstrap.mjs FILE.ts, or node bootstrap.mjs --run PROGRAM.');
    }
    await install(root);
    const node = nodeFor(root, major);
    const file = argv[0] === '--run' ? programNamed(root, argv[1]) : path.resolve(root, argv[0]);
    return await run(node, file, argv.slice(argv[0] === '--run' ? 2 : 1));
  } catch (error) {
    if (!(error instanceof Unable)) throw error;
    console.error(`commlog: ${error.message}`);
    return 1;
  }
}

/** Installs from the lock file unless that is what is installed. Of several at once, one installs and the others wait. */
async function install(root) {
  if (isFresh(root)) return;
  const lock = path.join(os.tmpdir(), `commlog-install-${hashOf(root + os.userInfo().uid).slice(0, 16)}`);
  let told = false;
  while (!take(lock)) {
    if (!told) console.error('commlog: waiting for another installation of the dependencies…');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (isFresh(root)) return;
  }
  try {
    if (isFresh(root)) return;
    console.error('commlog: installing the dependencies (about a minute, the first time only)…');
    await npmCi(root);
    fs.mkdirSync(path.join(root, 'node_modules'), { recursive: true });
    fs.writeFileSync(stampOf(root), lockHash(root));
  } finally {
    release(lock);
  }
}

function stampOf(root) {
  return path.join(root, 'node_modules', '.commlog-lock');
}

/** Platform and architecture count: a folder carried to another machine has the wrong programs. */
const platform = `${process.platform}-${process.arch}`;

function lockHash(root) {
  return `${platform} ${hashOf(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))}`;
}

function hashOf(text) {
  return crypto.createHash('sha256').update(text).digest('hex');
}

/** By the stamp of the last time; without one, or after an installation by hand, by what npm itself noted. */
function isFresh(root) {
  const stamp = read(stampOf(root));
  if (stamp === lockHash(root)) return true;
  const noted = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (noted === undefined || (stamp !== undefined && stamp.split(' ')[0] !== platform)) return false;
  const have = JSON.parse(noted).packages;
  const want = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  for (const name of Object.keys(want)) {
    const one = want[name];
    if (name === '' || one.optional || one.devOptional) continue;
    if (have[name] === undefined || have[name].integrity !== one.integrity) return false;
  }
  fs.writeFileSync(stampOf(root), lockHash(root));
  return true;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** True when the lock is ours now; one whose owner is gone is removed, to be had the next time. */
function take(lock) {
  const note = `${lock}.${process.pid}`;
  fs.writeFileSync(note, String(process.pid));
  try {
    // A link appears whole or not at all, unlike a file that is created and then written.
    fs.linkSync(note, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    release(note);
  }
  const owner = read(lock);
  if (owner !== undefined && !isAlive(Number(owner))) release(lock);
  return false;
}

function release(lock) {
  try {
    fs.unlinkSync(lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function npmCi(root) {
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  // On Windows npm is a script, which only a shell runs.
  const shell = process.platform === 'win32';
  const child = childProcess.spawn('npm', flags, { cwd: root, shell, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const status = await new Promise((resolve) => {
    child.on('error', (error) => {
      said += `\n${error.code === 'ENOENT' ? 'npm is missing' : error.message}`;
      resolve(-1);
    });
    child.on('close', resolve);
  });
  if (status !== 0) throw new Unable(`cannot install the dependencies: ${reasonOf(said)}`);
}

/** One line out of many, with what to do. */
function reasonOf(said) {
  if (/npm is missing|npm: (command )?not found|'npm' is not recognized/i.test(said)) {
    return 'npm is missing. Install Node with npm from https://nodejs.org.';
  }
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(said)
  ) {
    return 'the npm registry cannot be reached. Connect to the network (or set npm’s proxy or registry) and start again.';
  }
  if (/\bE(401|403)\b/.test(said)) return 'the npm registry refuses access. Log in to it (npm login) and start again.';
  if (/\bE(404|TARGET)\b/.test(said))
    return 'the npm registry lacks a package of the lock file. Choose another registry.';
  if (/\b(ENOSPC|EROFS)\b/.test(said)) return 'the disk is full or read-only. Make room and start again.';
  if (/\b(EACCES|EPERM)\b/.test(said))
    return 'this user may not write to node_modules. Change its owner and start again.';
  if (/\bEUSAGE\b/.test(said)) return 'package.json and package-lock.json do not agree. Run "npm install" once.';
  const lines = said.split('\n').filter((line) => /\S/.test(line) && !/complete log of this run/.test(line));
  return `npm says: ${(lines[0] || 'nothing').trim()}. Run "npm ci" to see all of it.`;
}

/** This Node when it is new enough and reads TypeScript, else the one that was installed. */
function nodeFor(root, major) {
  if (major >= neededNode && process.features.typescript) return process.execPath;
  const windows = process.platform === 'win32';
  const program = windows ? 'node.exe' : 'node';
  const kind = `${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = path.join(root, 'node_modules', 'node');
  const found = [folder]
    .concat(['node', 'node-bin'].map((prefix) => path.join(folder, 'node_modules', `${prefix}-${kind}`)))
    .concat(['node', 'node-bin'].map((prefix) => path.join(root, 'node_modules', `${prefix}-${kind}`)))
    .map((place) => path.join(place, 'bin', program))
    .find((file) => fs.existsSync(file) && fs.statSync(file).size > 0);
  if (found === undefined) {
    throw new Unable(
      `npm did not run the install script of the package "node" (ignore-scripts?). Run "npm rebuild node --ignore-scripts=false", or use Node ${neededNode}.`,
    );
  }
  return found;
}

/** The script behind a command of a direct dependency; shims differ between platforms, package.json does not. */
function programNamed(root, name) {
  const own = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(Object.assign({}, own.dependencies, own.devDependencies))) {
    const folder = path.join(root, 'node_modules', dependency);
    const text = read(path.join(folder, 'package.json'));
    const bin = text === undefined ? undefined : JSON.parse(text).bin;
    const script = typeof bin === 'string' ? (path.basename(dependency) === name ? bin : undefined) : bin && bin[name];
    if (script) return path.join(folder, script);
  }
  throw new Unable(`no dependency has a program named "${name}".`);
}

/** Input, output, exit status and signals are the program's. */
function run(node, file, args) {
  const child = childProcess.spawn(node, ['--disable-warning=ExperimentalWarning', file].concat(args), {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to both processes; this one only has to outlive the other.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve(status === null ? 128 + (os.constants.signals[signal] || 0) : status);
    });
  });
}

if (
  process.argv[1] &&
  fs.existsSync(process.argv[1]) &&
  fs.realpathSync(process.argv[1]) === fs.realpathSync(url.fileURLToPath(import.meta.url))
) {
  bootstrap(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
