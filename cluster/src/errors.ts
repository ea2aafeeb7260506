/**
 * What Hopsworks answers when it refuses: a number, an HTTP status and a text.
 * Numbers and statuses are those of the Hopsworks REST interface (ranges: 12 generic, 16 user, 20 security,
 * 31 resource, 32 API key, 40 remote authentication); the texts are ours.
 */
const refusals = {
  unknownFailure: [120000, 500, 'The cluster failed to do this'],
  badArgument: [120001, 422, 'An argument is missing or wrong'],
  badState: [120002, 400, 'This is not possible now'],
  webApplication: [120004, 400, 'The request cannot be served'],
  mailFailed: [100039, 500, 'The letter could not be sent'],
  variableNotFound: [100050, 404, 'There is no such variable'],
  projectExists: [150001, 409, 'A project of this name exists'],
  noRole: [160000, 401, 'The account has no role on this cluster'],
  userNotFound: [160002, 404, 'There is no such user'],
  userExists: [160003, 409, 'An account with this address or identity exists'],
  deactivated: [160005, 401, 'The account is deactivated'],
  blocked: [160007, 401, 'The account is blocked'],
  logInFailed: [160008, 401, 'The log-in failed'],
  logOutFailed: [160009, 400, 'The log-out failed'],
  passwordEmpty: [160014, 400, 'The password is empty'],
  passwordTooShort: [160015, 400, 'The password is shorter than 6 characters'],
  passwordTooLong: [160016, 400, 'The password is longer than 255 characters'],
  passwordTooWeak: [160018, 400, 'The password needs a lower case letter, an upper case letter, and a digit or symbol'],
  notVerified: [160034, 401, 'The account has not confirmed its address'],
  lostDevice: [160035, 401, 'The account reported a lost device'],
  notApproved: [160036, 401, 'The account waits for the approval of an administrator'],
  badEmail: [160037, 400, 'This is not an e-mail address'],
  badStatusChange: [160046, 400, 'The account cannot change to this status from its present one'],
  unknownRole: [160053, 400, 'There is no such role'],
  cannotDelete: [160054, 400, 'The user has projects and cannot be deleted'],
  emptyName: [160055, 400, 'A name is empty'],
  notAllowedHere: [160063, 400, 'This is not allowed for this account'],
  notAuthenticated: [200003, 401, 'Log in first'],
  forbidden: [200014, 403, 'The role of this account does not allow it'],
  badQuery: [310000, 404, 'A filter or sort key is not known'],
  keyRoleMissing: [320003, 403, 'The owner of the API key lacks the role for it'],
  keyScopeMissing: [320004, 403, 'The API key lacks the scope for it'],
  keyNotFound: [320006, 404, 'There is no such API key'],
  keyNameTaken: [320007, 400, 'An API key of this name exists'],
  keyWrong: [320012, 401, 'The API key is not valid'],
  keyUnknown: [320013, 401, 'The API key is not known'],
  remoteNotFound: [400000, 404, 'There is no such client or provider'],
  remoteDuplicate: [400001, 400, 'A client of this identifier or provider of this name exists'],
  remoteArgument: [400002, 400, 'An argument of the client is missing or wrong'],
  providerBroken: [400003, 412, 'The identity provider does not answer as it should'],
} as const satisfies Record<string, readonly [number, number, string]>;

export type Refusal = keyof typeof refusals;

/** Thrown anywhere below a route; becomes the error body of the REST interface. */
export class RestError extends Error {
  readonly refusal: Refusal;
  readonly detail: string;
  readonly status: number;

  /** `status` replaces the usual HTTP status; only `webApplication` keeps its own (404, 405, 415 …). */
  constructor(refusal: Refusal, detail = '', status: number = refusals[refusal][1]) {
    super(detail || refusals[refusal][2]);
    this.refusal = refusal;
    this.detail = detail;
    this.status = status;
  }

  body(): { errorCode: number; errorMsg: string; usrMsg: string } {
    const [errorCode, , errorMsg] = refusals[this.refusal];
    return { errorCode, errorMsg, usrMsg: this.detail };
  }
}

export const notFound = (detail = 'There is nothing at this address.'): RestError => new RestError('webApplication', detail, 404);
