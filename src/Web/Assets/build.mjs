// Makes wwwroot/lib from node_modules and Assets/: one style sheet, the icons that pages use, a small font, the scripts.
// Safe when several builds run at once: one works, the others wait for it and find the work done.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const lib = path.join(root, 'wwwroot', 'lib');
const at = (...parts) => path.join(root, ...parts);
const read = (...parts) => fs.readFileSync(at(...parts), 'utf8');

const unlock = await lock(at('obj', 'assets.lock'));
try {
  install();
  await produce();
} finally {
  unlock();
}

async function lock(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let tries = 0; ; tries++) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!alive(file)) fs.rmSync(file, { force: true });
    else if (tries > 3000) throw new Error(`${file} is held by another build for over five minutes`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function alive(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    return !pid || process.kill(pid, 0); // no number yet: its owner is just writing it
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// npm ci removes node_modules first, so it runs only when the lock file is not the one that is installed.
function install() {
  const wanted = createHash('sha256').update(read('package-lock.json')).digest('hex');
  const mark = at('node_modules', '.installed');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === wanted) return;
  execSync('npm ci --ignore-scripts --no-audit --no-fund', { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  fs.writeFileSync(mark, wanted);
}

async function produce() {
  const { PurgeCSS } = await import('purgecss');
  const { default: subset } = await import('subset-font');
  const pages = [...files('Pages', /\.(cshtml|cs)$/), ...files('wwwroot/js', /\.js$/)];
  const made = new Map();

  made.set('icons.svg', icons(pages.map(file => fs.readFileSync(file, 'utf8')).join('\n')));
  made.set('app.css', await style(PurgeCSS, pages));
  for (const [name, content] of await fonts(subset)) made.set(name, content);
  made.set('vendor.js', read('node_modules/htmx.org/dist/htmx.min.js') + '\n'
    + read('node_modules/@microsoft/signalr/dist/browser/signalr.min.js').replace(/\/\/# sourceMappingURL=.*$/m, ''));
  made.set('licences.txt', licences());

  fs.mkdirSync(lib, { recursive: true });
  for (const old of fs.readdirSync(lib)) if (!made.has(old)) fs.rmSync(path.join(lib, old), { recursive: true });
  for (const [name, content] of made) write(path.join(lib, name), content);
}

// A file that did not change keeps its time, so that nothing after it is built again; a changed one appears whole.
function write(file, content) {
  const bytes = Buffer.from(content);
  if (fs.existsSync(file) && fs.readFileSync(file).equals(bytes)) return;
  fs.writeFileSync(file + '.new', bytes);
  fs.renameSync(file + '.new', file);
}

function files(folder, pattern) {
  if (!fs.existsSync(at(folder))) return [];
  return fs.readdirSync(at(folder), { recursive: true }).filter(name => pattern.test(name)).map(name => at(folder, name));
}

// Every icon is written out somewhere as ti-name; an unknown name fails the build.
function icons(sources) {
  const names = [...new Set([...sources.matchAll(/\bti-([a-z0-9-]*[a-z0-9])/g)].map(match => match[1]))].sort();
  const symbols = names.map(name => {
    const drawing = read(`node_modules/@tabler/icons/icons/outline/${name}.svg`).replace(/<!--[\s\S]*?-->/g, '').replace(/<\/?svg[^>]*>/g, '').replace(/\s*\n\s*/g, '').trim();
    return `<symbol id="ti-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`;
  });
  return read('Assets/glyphs.svg').replace('</svg>\n', '').split('\n').map(line => line.trim()).join('\n').replace(/<\/svg>\s*$/, '') + symbols.join('\n') + '\n</svg>\n';
}

async function style(PurgeCSS, pages) {
  const [tabler] = await new PurgeCSS().purge({
    content: pages,
    css: [{ raw: read('node_modules/@tabler/core/dist/css/tabler.min.css') }],
    variables: false,
    keyframes: true,
    safelist: [/^htmx-/, 'is-invalid', 'show'],
  });
  // What every page uses comes first; then each area's own sheet, in any order.
  const shared = ['fonts', 'tokens', 'components', 'site'];
  const areas = fs.readdirSync(at('Assets/styles')).map(name => path.parse(name).name).filter(name => !shared.includes(name)).sort();
  const ours = [...shared, ...areas].map(name => read(`Assets/styles/${name}.css`));
  return [tabler.css.replace(/\/\*[\s\S]*?\*\//g, ''), ...ours.map(css => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '\n'))].join('\n');
}

// Inter has weights and letters that nobody here reads: the page loads what Polish needs, the rest on demand.
async function fonts(subset) {
  const folder = 'node_modules/@fontsource-variable/inter/files/';
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
  const latin = range(0x20, 0x7e) + range(0xa0, 0xff) + '–—‘’‚“”„…•€→←↑↓↵⇧−×÷\u2060\u2011';
  const weights = { targetFormat: 'woff2', variationAxes: { wght: { min: 430, max: 700 } } };
  const cut = (name, letters) => subset(fs.readFileSync(at(folder + name)), letters, weights);
  return [
    ['inter.woff2', await cut('inter-latin-opsz-normal.woff2', latin)],
    ['inter-pl.woff2', await cut('inter-latin-ext-opsz-normal.woff2', 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ')],
    ['inter-ext.woff2', fs.readFileSync(at(folder + 'inter-latin-ext-opsz-normal.woff2'))],
  ];
}

function licences() {
  return ['@tabler/core', '@tabler/icons', 'htmx.org', '@microsoft/signalr', '@fontsource-variable/inter'].map(name => {
    const { version, license } = JSON.parse(read('node_modules', name, 'package.json'));
    const text = fs.readdirSync(at('node_modules', name)).find(file => /^licen[cs]e/i.test(file));
    return `${name} ${version} (${license})\n\n${text ? read('node_modules', name, text).trim() : ''}\n`;
  }).join('\n----\n\n');
}
