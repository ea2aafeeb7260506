/** An answer that is too long to hold: text that is made while it is sent, and offered as a file. Output of an endpoint with `media`. */
export class TextStream {
  readonly contentType: string;
  readonly fileName: string;
  readonly pieces: AsyncIterable<string>;
  constructor(contentType: string, fileName: string, pieces: AsyncIterable<string>) {
    this.contentType = contentType;
    this.fileName = fileName;
    this.pieces = pieces;
  }
}
