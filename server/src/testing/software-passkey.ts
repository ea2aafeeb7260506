/** An authenticator in software: makes a key pair and signs what a browser would ask it (WebAuthn level 2, ES256, no attestation). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Asked = { options: { challenge: string } };
type Given = { origin: string; rpId?: string; verified?: boolean; used?: number };

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

/**
 * @param verified false: somebody was there, but gave no PIN, finger or face
 * @param used how often it was used before
 */
export function softwarePasskey({ origin, rpId = new URL(origin).hostname, verified = true, used = 0 }: Given) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let counter = used;
  const flags = (more = 0) => Buffer.from([0x01 | (verified ? 0x04 : 0) | more]);
  const counted = () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(++counter);
    return bytes;
  };
  const clientData = (type: string, { options }: Asked) => Buffer.from(JSON.stringify({ type, challenge: options.challenge, origin, crossOrigin: false }));
  const text = (data: Buffer) => data.toString('base64url');
  const named = { id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} };

  return {
    /** What `navigator.credentials.create` would give. */
    make(asked: Asked) {
      // COSE: kty 2, alg -7, crv 1, x, y.
      const key = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
      const authData = Buffer.concat([sha256(rpId), flags(0x40), counted(), Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const attestation = Buffer.concat([cborText('fmt', 0xa3), cborText('none'), cborText('attStmt'), Buffer.from([0xa0]), cborText('authData'), Buffer.from([0x58, authData.length]), authData]);
      return { ...named, response: { clientDataJSON: text(clientData('webauthn.create', asked)), attestationObject: text(attestation), transports: ['internal'] } };
    },
    /** What `navigator.credentials.get` would give. */
    sign(asked: Asked) {
      const data = clientData('webauthn.get', asked);
      const authenticatorData = Buffer.concat([sha256(rpId), flags(), counted()]);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(data)]), privateKey);
      return { ...named, response: { clientDataJSON: text(data), authenticatorData: text(authenticatorData), signature: text(signature), userHandle: text(Buffer.from('somebody')) } };
    },
    /** As a copy of the device would begin: with an old count. */
    rewind: () => void (counter = 0),
  };
}

const cborText = (word: string, before?: number) => Buffer.concat([Buffer.from(before === undefined ? [] : [before]), Buffer.from([0x60 + word.length]), Buffer.from(word)]);
