import { describe, expect, test } from 'vitest';
import { bundles, type Place } from './driver.ts';
import { standardPorts } from './driver.ts';
import { allClosed, compareServices, serviceRows } from './services.ts';

const open = { open: true, error: null };
const shut = { open: false, error: null };
const taken = { open: false, error: 'Port 9092 on 127.64.0.1 is taken' };

describe('the service bundles', () => {
  test('stand for the ports that people know (M16)', () => {
    expect(standardPorts).toEqual({ featureStore: [8020, 30010, 9083, 9085], onlineFeatureStore: [3306], kafka: [9092], ssh: [22] });
  });
  test('are listed with the address and the ports of this cluster', () => {
    const place = { address: '127.0.0.1', servicePorts: { featureStore: [5001, 5002, 5003, 5004], onlineFeatureStore: [5005], kafka: [5006], ssh: [5007] } } as Place;
    const [, , kafka] = serviceRows({ ...allClosed, kafka: true }, { kafka: open }, place);
    expect(kafka).toEqual({ key: 'kafka', label: 'Kafka', ports: [5006], address: '127.0.0.1', wanted: true, seen: true, error: null });
    expect(serviceRows(allClosed, {}, null).map(({ key, address, seen }) => [key, address, seen])).toEqual(bundles.map((key) => [key, null, false]));
  });
  test('an error is shown only for what is wanted', () => {
    const errorOf = (kafka: boolean) => serviceRows({ ...allClosed, kafka }, { kafka: taken }, null)[2]?.error;
    expect(errorOf(true)).toBe('Port 9092 on 127.64.0.1 is taken');
    expect(errorOf(false)).toBeNull();
  });
});

describe('what is open is compared with what is wanted', () => {
  test.each([
    ['match', {}, {}],
    ['match', { kafka: true }, { kafka: open }],
    ['differ', { kafka: true }, { kafka: shut }],
    ['differ', {}, { kafka: open }],
    ['refused', { kafka: true }, { kafka: taken }],
    ['match', {}, { kafka: taken }],
    ['differ', { kafka: true, ssh: true }, { kafka: taken, ssh: shut }],
    ['differ', { kafka: true }, { kafka: taken, ssh: open }],
  ] as const)('%s for wanted %o and seen %o', (expected, wanted, seen) => {
    expect(compareServices({ ...allClosed, ...wanted }, seen)).toBe(expected);
  });
});
