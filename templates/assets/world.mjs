// Makes world.path, the outline of the land behind the maps of lists, from the public-domain data of Natural Earth:
//   npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && node world.mjs package/land-50m.json
// The outline is one SVG path in tenths of a degree, east and south positive, from the corner at -180°, 90° N: 3600 by 1800.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** No coast is off by more, in tenths of a degree; islands smaller than this, in square tenths of a degree, are left out. */
const TOLERANCE = 1.6;
const SMALLEST = 12;

const topology = JSON.parse(await readFile(process.argv[2], 'utf8'));
const { scale, translate } = topology.transform;

const arcs = topology.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [(x * scale[0] + translate[0] + 180) * 10, (90 - y * scale[1] - translate[1]) * 10];
  });
});

/** The whole way around, and the south pole. */
const [AROUND, POLE] = [3600, 1800];

/** A ring without jumps from one edge of the map to the other: it goes on beyond the edge, and comes in again as a second ring. */
function whole(points) {
  let turns = 0;
  const unrolled = points.map(([x, y], index) => {
    const step = index === 0 ? 0 : x - points[index - 1][0];
    if (Math.abs(step) > AROUND / 2) turns -= Math.sign(step);
    return [x + turns * AROUND, y];
  });
  // Antarctica goes around the pole: it is closed along the lower edge.
  if (turns !== 0) unrolled.push([unrolled.at(-1)[0], POLE], [unrolled[0][0], POLE], unrolled[0]);
  const beyond = [-1, 1].filter((turn) => unrolled.some(([x]) => (turn > 0 ? x < 0 : x > AROUND)));
  return [unrolled, ...beyond.map((turn) => unrolled.map(([x, y]) => [x + turn * AROUND, y]))];
}

const ring = (indexes) => indexes.flatMap((index) => (index < 0 ? arcs[~index].toReversed() : arcs[index]));

/** How far a point is from the line between two others. */
function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Leaves out points that change nothing (Douglas and Peucker). */
function simple(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let [farthest, at] = [0, 0];
  points.forEach((point, index) => {
    const away = distance(point, first, last);
    if (away > farthest) [farthest, at] = [away, index];
  });
  if (farthest <= TOLERANCE) return [first, last];
  return [...simple(points.slice(0, at + 1)).slice(0, -1), ...simple(points.slice(at))];
}

const area = (points) => Math.abs(points.reduce((sum, [x, y], index) => {
  const [nextX, nextY] = points[(index + 1) % points.length];
  return sum + x * nextY - nextX * y;
}, 0)) / 2;

/** A ring as relative lines; its last point is its first. */
function path(points) {
  const whole = simple(points).map((point) => point.map(Math.round));
  const steps = whole.slice(1, -1).map(([x, y], index) => [x - whole[index][0], y - whole[index][1]]).filter(([x, y]) => x || y);
  if (steps.length < 2) return '';
  const pairs = steps.map(([x, y]) => `${x}${y < 0 ? '' : ' '}${y}`);
  return `M${whole[0].join(' ')}l${pairs.reduce((text, pair) => text + (pair.startsWith('-') ? '' : ' ') + pair)}z`;
}

const polygons = topology.objects.land.geometries.flatMap(({ type, arcs }) => (type === 'Polygon' ? [arcs] : arcs));
const rings = polygons.flat().map(ring).flatMap(whole).filter((points) => area(points) >= SMALLEST);
const text = rings.map(path).join('');
await writeFile(join(dirname(fileURLToPath(import.meta.url)), 'world.path'), text);
console.log(`${rings.length} outlines, ${text.length} bytes`);
