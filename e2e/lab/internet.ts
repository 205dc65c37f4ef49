/**
 * A small internet on one machine: people's machines behind home routers that translate addresses, and a host's machine
 * that everybody reaches, each in a network namespace of its own (root, iproute2, nftables; Linux). Nothing leaves
 * them.
 *
 *   srv 203.0.113.10 ── core ── 198.51.100.x nat1 ── 10.77.1.2 c1
 *                         └──── 198.51.100.y nat2 ── 10.77.2.2 c2 …
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How a router chooses the outside port: one per inside port, or a fresh one for every destination. */
export type Nat = 'cone' | 'symmetric';

/** Between any two, as `ping` shows it; jitter and loss of one way. */
export interface Distance {
  readonly rttMs: number;
  readonly jitterMs?: number;
  readonly lossPercent?: number;
}

/** What `ip -j link` says of a card, as far as it is asked. */
interface Link {
  /** With NO-CARRIER as long as it is up and not running. */
  readonly flags: readonly string[];
}

export const SERVER = '203.0.113.10';

/** Why there can be no such internet here; undefined = there can. */
export function noInternet(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  for (const tool of ['ip', 'nft'])
    if (spawnSync(tool, ['-V']).error) return `the program ${tool} is missing (iproute2, nftables)`;
  const name = `dealerless-try-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.status !== 0) return `no network namespace can be made (${made.stderr.trim()})`;
  const nat = spawnSync('ip', ['netns', 'exec', name, 'nft', 'add table ip nat'], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'del', name]);
  return nat.status === 0 ? undefined : `nftables cannot be used in a namespace (${nat.stderr.trim()})`;
}

export class Internet {
  readonly #folder = mkdtempSync(join(tmpdir(), 'internet-'));
  readonly #children: ChildProcess[] = [];
  readonly #spaces: string[] = [];

  private constructor(private readonly prefix: string) {}

  /**
   * One home per entry, numbered from 1.
   * @param distance how far they are from one another and from the host; a room by default
   */
  static async build(homes: readonly Nat[], distance?: Distance): Promise<Internet> {
    const net = new Internet(`dl${process.pid}`);
    try {
      for (const name of ['core', 'srv']) net.#space(name);
      for (const at of homes.keys()) for (const name of [`nat${at + 1}`, `c${at + 1}`]) net.#space(name);
      if (distance !== undefined) await net.#longCables(homes.length, distance);
      net.#build(homes, distance !== undefined);
      await net.#untilRunning();
    } catch (error) {
      await net.close();
      throw error;
    }
    return net;
  }

  /** From everybody's router, and from the host, to the middle: delay.py. Every way passes two of them. */
  async #longCables(homes: number, { rttMs, jitterMs = 0, lossPercent = 0 }: Distance): Promise<void> {
    const cables = [`${this.#name('core')}:srv0=${this.#name('srv')}:eth0`];
    for (let i = 1; i <= homes; i++)
      cables.push(`${this.#name('core')}:home${i}=${this.#name(`nat${i}`)}:wan`);
    const numbers = [rttMs / 4, jitterMs / 2, lossPercent / 2].map(String);
    const child = spawn('python3', [join(import.meta.dirname, 'delay.py'), ...numbers, ...cables], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve());
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`delay.py ended with ${code}`)));
    });
  }

  /**
   * A card carries packets before the kernel calls its link running, on a busy machine seconds before; a browser that
   * starts in between takes itself for offline.
   */
  async #untilRunning(): Promise<void> {
    for (const space of this.#spaces)
      for (;;) {
        const cards = spawnSync('ip', ['netns', 'exec', space, 'ip', '-j', 'link', 'show', 'up'], {
          encoding: 'utf8',
        });
        // Those that are left out of the list stand in it as empty objects.
        const links = JSON.parse(cards.stdout) as Partial<Link>[];
        if (!links.some((link) => link.flags?.includes('NO-CARRIER'))) break;
        await setTimeout(20);
      }
  }

  #build(homes: readonly Nat[], laid: boolean): void {
    this.#cable('core', 'srv0', `203.0.113.1/24`, 'srv', 'eth0', `${SERVER}/24`, laid);
    this.#in('srv', 'ip route add default via 203.0.113.1');
    for (const [at, nat] of homes.entries()) {
      const i = at + 1;
      const outside = (n: number): string => `198.51.100.${4 * i + n}`;
      this.#cable('core', `home${i}`, `${outside(1)}/30`, `nat${i}`, 'wan', `${outside(2)}/30`, laid);
      this.#cable(`nat${i}`, 'lan', `10.77.${i}.1/24`, `c${i}`, 'eth0', `10.77.${i}.2/24`);
      this.#in(`nat${i}`, `ip route add default via ${outside(1)}`);
      this.#in(`c${i}`, `ip route add default via 10.77.${i}.1`);
      const rules = [
        'add table ip home',
        'add chain ip home post { type nat hook postrouting priority 100 ; }',
        `add rule ip home post oifname wan masquerade${nat === 'symmetric' ? ' fully-random' : ''}`,
        // As routers do: what knocks unasked is dropped before it is remembered. A remembered knock would take the
        // outside port from the tab that is about to call the same way.
        'add chain ip home input { type filter hook input priority 0 ; policy drop ; }',
        'add rule ip home input iifname != wan accept',
        'add rule ip home input ct state established,related accept',
        'add chain ip home forward { type filter hook forward priority 0 ; policy drop ; }',
        // What a test cuts stands before what is let through.
        'add chain ip home cut',
        'add rule ip home forward jump cut',
        'add rule ip home forward iifname lan accept',
        'add rule ip home forward ct state established,related accept',
      ];
      for (const rule of rules) this.#in(`nat${i}`, `nft ${rule}`);
    }
  }

  /** Runs a program on the host's machine. */
  serve(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', this.#name('srv'), command, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    return child;
  }

  /** An executable that runs a program at home `i`, for whoever takes only a path. */
  programAt(i: number, program: string): string {
    const path = join(this.#folder, `home${i}-${program.split('/').at(-1)}`);
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${this.#name(`c${i}`)} ${program} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Runs a program at home `i`. */
  at(i: number, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', this.#name(`c${i}`), command, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    return child;
  }

  /** UDP between two homes is lost, in both directions, until `heal`. */
  cut(i: number, j: number): void {
    for (const [here, there] of [
      [i, j],
      [j, i],
    ] as const) {
      this.#in(
        `nat${here}`,
        `nft add rule ip home cut ip daddr 198.51.100.${4 * there + 2} udp dport 1-65535 drop`,
      );
      this.#in(
        `nat${here}`,
        `nft add rule ip home cut ip saddr 198.51.100.${4 * there + 2} udp sport 1-65535 drop`,
      );
    }
  }

  heal(...homes: readonly number[]): void {
    for (const i of homes) this.#in(`nat${i}`, 'nft flush chain ip home cut');
  }

  /** Home `i` may send nothing but TCP. */
  onlyTcp(i: number): void {
    this.#in(`nat${i}`, 'nft add rule ip home cut meta l4proto udp drop');
  }

  /** Ends what runs in it, and takes it down. */
  async close(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    this.#dismantle();
  }

  #dismantle(): void {
    for (const name of this.#spaces.splice(0)) spawnSync('ip', ['netns', 'del', name]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #name(space: string): string {
    return `${this.prefix}-${space}`;
  }

  #space(name: string): void {
    run('ip', 'netns', 'add', this.#name(name));
    this.#spaces.push(this.#name(name));
    this.#in(name, 'sysctl -qw net.ipv4.ip_forward=1');
    this.#in(name, 'ip link set lo up');
  }

  /** @param laid its cards are there already, and only lack addresses */
  #cable(
    ...[a, aCard, aAddress, b, bCard, bAddress, laid]: [
      string,
      string,
      string,
      string,
      string,
      string,
      boolean?,
    ]
  ): void {
    if (laid !== true)
      run(
        ...(['ip', 'link', 'add', aCard, 'netns', this.#name(a), 'type', 'veth'] as const),
        ...(['peer', 'name', bCard, 'netns', this.#name(b)] as const),
      );
    for (const [space, card, address] of [
      [a, aCard, aAddress],
      [b, bCard, bAddress],
    ] as const) {
      this.#in(space, `ip addr add ${address} dev ${card}`);
      this.#in(space, `ip link set ${card} up`);
    }
  }

  /** Words are separated by spaces; nft takes the rest of its line as one word. */
  #in(space: string, line: string): void {
    const words = line.startsWith('nft ') ? ['nft', line.slice(4)] : line.split(' ');
    run('ip', 'netns', 'exec', this.#name(space), ...words);
  }
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}
