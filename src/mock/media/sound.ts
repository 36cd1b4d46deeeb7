const SAMPLES_PER_SECOND = 8_000;
const SECONDS = 1;
const TONE_HERTZ = 440;

/** One second of a tone as WAV: 16 bit PCM, mono. */
export function renderSound(): Buffer {
  const samples = SAMPLES_PER_SECOND * SECONDS;
  const sound = Buffer.alloc(44 + samples * 2);
  sound.write("RIFF", 0, "latin1");
  sound.writeUInt32LE(sound.length - 8, 4);
  sound.write("WAVEfmt ", 8, "latin1");
  sound.writeUInt32LE(16, 16);
  sound.writeUInt16LE(1, 20); // PCM
  sound.writeUInt16LE(1, 22); // mono
  sound.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  sound.writeUInt32LE(SAMPLES_PER_SECOND * 2, 28);
  sound.writeUInt16LE(2, 32);
  sound.writeUInt16LE(16, 34);
  sound.write("data", 36, "latin1");
  sound.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const value = Math.sin((2 * Math.PI * TONE_HERTZ * i) / SAMPLES_PER_SECOND);
    sound.writeInt16LE(Math.round(value * 8_000), 44 + i * 2);
  }
  return sound;
}
