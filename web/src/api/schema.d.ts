// Generated from openapi.json; do not edit.
export interface paths {
    "/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may register here, so that a page can say it before a form is filled in */
        get: operations["users.readRegistration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account; the answer is the same whether the address is new or known */
        post: operations["users.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the address with the mailed secret, and sign in */
        post: operations["users.verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail the link again, if the address waits for its confirmation */
        post: operations["users.resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/request-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link to choose a new password, if the address has an account */
        post: operations["users.requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password with the mailed secret; signs out everywhere */
        post: operations["users.resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and the organizations he belongs to */
        get: operations["users.readSelf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name, or what your dashboard remembers */
        patch: operations["users.updateSelf"];
        trace?: never;
    };
    "/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organizations you belong to */
        get: operations["organizations.list"];
        put?: never;
        /** Create a further organization, owned by you */
        post: operations["organizations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization, its permissions, and what you may do in it */
        get: operations["organizations.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename the organization, or set the time zone in which its usage is counted */
        patch: operations["organizations.update"];
        trace?: never;
    };
    "/organizations/{organizationId}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what ordinary members may do */
        put: operations["organizations.updatePermissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of the organization, the owner first */
        get: operations["members.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/members/{memberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End all sharing with a member, and block the person on every shared cluster (M12) */
        delete: operations["members.remove"];
        options?: never;
        head?: never;
        /** Make a member an administrator, or an ordinary member again (M17) */
        patch: operations["members.changeRole"];
        trace?: never;
    };
    "/organizations/{organizationId}/members/{memberId}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What removing this member will do, and where */
        get: operations["members.previewRemoval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations, with how their mail fared */
        get: operations["invitations.list"];
        put?: never;
        /** Invite an address, as a member or as an administrator */
        post: operations["invitations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/invitations/{invitationId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an open or expired invitation again, with a new link and seven more days */
        post: operations["invitations.resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back (M09) */
        delete: operations["invitations.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations that are open to your address (M08) */
        get: operations["invitations.listReceived"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation link leads to; changes nothing */
        post: operations["invitations.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{invitationId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join the organization that invites you (M08) */
        post: operations["invitations.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/{invitationId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline an invitation */
        post: operations["invitations.reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/cloud-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cloud accounts that the organization shares (M04) */
        get: operations["cloud-accounts.list"];
        put?: never;
        /** Connect a cloud account for the whole organization (M04) */
        post: operations["cloud-accounts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/cloud-accounts/{cloudAccountId}/make-default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose the cloud account that new clusters go to (M04) */
        post: operations["cloud-accounts.makeDefault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/cloud-accounts/{cloudAccountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disconnect a cloud account that no cluster uses */
        delete: operations["cloud-accounts.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/cluster-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions that a new cluster can have */
        get: operations["cluster-versions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization’s clusters, newest first */
        get: operations["clusters.list"];
        put?: never;
        /** Create a cluster; it starts by itself (M15) */
        post: operations["clusters.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One cluster with all that its card shows */
        get: operations["clusters.read"];
        put?: never;
        post?: never;
        /** End a cluster for ever, with all that is in it (M15) */
        delete: operations["clusters.terminate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a stopped cluster (M10) */
        post: operations["clusters.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a running cluster; its accounts and data stay (M10) */
        post: operations["clusters.stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again what failed (M15) */
        post: operations["clusters.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Open and close the ports of a cluster’s services (M16) */
        put: operations["clusters.updateServices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the administrator password of an unmanaged cluster; who saw it is recorded (D08) */
        post: operations["cluster-passwords.reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cluster-events/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A cluster says it is alive and is told whom to block (M12) */
        post: operations["heartbeats.receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has which account on a cluster: wanted, and as the cluster itself said (D07) */
        get: operations["cluster-accounts.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/clusters/{clusterId}/accounts/confirm-blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Block the people that a pass held back (D09) */
        post: operations["cluster-accounts.confirmBlocks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cluster hours by day and cluster, in the organization’s time zone (M05) */
        get: operations["usage.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type?: string;
            status: number;
            code: string;
            title: string;
            /** @description A sentence to a person. */
            detail: string;
            /** @description What to do next. */
            next?: string;
            fields?: {
                field: string;
                message: string;
            }[];
        };
        Self: {
            /** Format: uuid */
            id: string;
            email: string;
            givenName: string;
            familyName: string;
            welcomeClosed: boolean;
            lastOrganizationSlug: string | null;
            organizations: {
                /** Format: uuid */
                id: string;
                slug: string;
                name: string;
                /** @enum {string} */
                role: "owner" | "administrator" | "member";
            }[];
            allows: {
                createOrganization: true | string;
            };
        };
        Organization: {
            /** Format: uuid */
            id: string;
            slug: string;
            name: string;
            timeZone: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "member";
            memberCount: number;
            defaultCloudAccountId: string | null;
            permissions: {
                membersCanInvite: boolean;
                membersCanCreateAndTerminate: boolean;
                membersCanOpenPorts: boolean;
            };
            allows: {
                update: true | string;
                updatePermissions: true | string;
                invite: true | string;
                inviteAdministrators: true | string;
                createCluster: true | string;
                openPorts: true | string;
                manageCloudAccounts: true | string;
            };
        };
        Member: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            userId: string;
            email: string;
            givenName: string;
            familyName: string;
            /** @enum {string} */
            role: "owner" | "administrator" | "member";
            /** Format: date-time */
            joinedAt: string;
            you: boolean;
            allows: {
                remove: true | string;
                changeRole: true | string;
            };
        };
        Invitation: {
            /** Format: uuid */
            id: string;
            email: string;
            /** @enum {string} */
            role: "administrator" | "member";
            /** @enum {string} */
            state: "pending" | "expired" | "closed";
            invitedBy: {
                email: string;
                givenName: string;
                familyName: string;
            };
            /** Format: date-time */
            sentAt: string;
            /** Format: date-time */
            expiresAt: string;
            delivery: {
                /** @enum {string} */
                state: "queued" | "delivered" | "failed";
                error: string | null;
            };
            allows: {
                resend: true | string;
                withdraw: true | string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "users.readRegistration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "open" | "invited" | "domains";
                        domains: string[];
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    givenName: string;
                    familyName: string;
                    email: string;
                    password: string;
                    invitationToken?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "check-mail" | "signed-in";
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        outcome: "signed-in";
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.resendVerification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.requestPasswordReset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.readSelf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Self"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "users.updateSelf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    givenName?: string;
                    familyName?: string;
                    welcomeClosed?: boolean;
                    /** Format: uuid */
                    lastOrganizationId?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Self"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "organizations.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "administrator" | "member";
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "organizations.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        role: "owner" | "administrator" | "member";
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "organizations.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "organizations.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    timeZone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "organizations.updatePermissions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    membersCanInvite: boolean;
                    membersCanCreateAndTerminate: boolean;
                    membersCanOpenPorts: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "members.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "members.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "members.changeRole": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "administrator" | "member";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "members.previewRemoval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: components["schemas"]["Member"];
                        clusters: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            consequence: string;
                        }[];
                        unmanagedClusters: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            consequence: string;
                        }[];
                        invitations: number;
                        sessionMinutes: number;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @default false */
                    administrator?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.listReceived": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            organizationName: string;
                            invitedBy: {
                                email: string;
                                givenName: string;
                                familyName: string;
                            };
                            /** @enum {string} */
                            role: "administrator" | "member";
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        organizationName: string;
                        invitedBy: {
                            email: string;
                            givenName: string;
                            familyName: string;
                        };
                        /** @enum {string} */
                        role: "administrator" | "member";
                        /** Format: date-time */
                        expiresAt: string;
                        /** @enum {string} */
                        state: "pending" | "expired" | "closed";
                        email: string;
                        registered: boolean;
                        yours: boolean | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organizationId: string;
                        slug: string;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invitations.reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cloud-accounts.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                            isDefault: boolean;
                            /** Format: date-time */
                            createdAt: string;
                            clusterCount: number;
                            allows: {
                                makeDefault: true | string;
                                delete: true | string;
                            };
                        }[];
                        nextCursor: string | null;
                        allows: {
                            create: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cloud-accounts.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "local";
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "local";
                        name: string;
                        isDefault: boolean;
                        /** Format: date-time */
                        createdAt: string;
                        clusterCount: number;
                        allows: {
                            makeDefault: true | string;
                            delete: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cloud-accounts.makeDefault": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                cloudAccountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "local";
                        name: string;
                        isDefault: boolean;
                        /** Format: date-time */
                        createdAt: string;
                        clusterCount: number;
                        allows: {
                            makeDefault: true | string;
                            delete: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cloud-accounts.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                cloudAccountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cluster-versions.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            version: string;
                            isDefault: boolean;
                            managesAdministrators: boolean;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            version: string;
                            managesAdministrators: boolean;
                            cloudAccount: {
                                id: string;
                                /** @enum {string} */
                                kind: "local";
                                name: string;
                            };
                            /** @enum {string} */
                            userManagement: "managed" | "unmanaged";
                            /** @enum {string} */
                            state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                            /** @enum {string} */
                            activationState: "startable" | "stoppable" | "terminable";
                            stage: {
                                words: string;
                                step: number;
                                of: number;
                            };
                            fault: {
                                message: string;
                                next: string;
                            } | null;
                            problem: {
                                message: string;
                                nextTryAt: string | null;
                            } | null;
                            url: string | null;
                            openUrl: string | null;
                            apiUrl: string | null;
                            services: {
                                /** @enum {string} */
                                key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                                label: string;
                                ports: number[];
                                address: string | null;
                                wanted: boolean;
                                seen: boolean;
                                error: string | null;
                            }[];
                            createdBy: {
                                id: string;
                                givenName: string;
                                familyName: string;
                                email: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            seenAt: string | null;
                            lastHeartbeatAt: string | null;
                            accounts: {
                                total: number;
                                pending: number;
                                blockedPending: number;
                                held: number;
                                problem: string | null;
                            } | null;
                            administrator: {
                                email: string;
                                passwordChangedAt: string | null;
                                passwordResetPending: boolean;
                            } | null;
                            allows: {
                                start: true | string;
                                stop: true | string;
                                terminate: true | string;
                                retry: true | string;
                                open: true | string;
                                updateServices: true | string;
                                revealPassword: true | string;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: uuid */
                    cloudAccountId?: string;
                    version: string;
                    /**
                     * @default managed
                     * @enum {string}
                     */
                    userManagement?: "managed" | "unmanaged";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.terminate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "clusters.updateServices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    featureStore: boolean;
                    onlineFeatureStore: boolean;
                    kafka: boolean;
                    ssh: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        version: string;
                        managesAdministrators: boolean;
                        cloudAccount: {
                            id: string;
                            /** @enum {string} */
                            kind: "local";
                            name: string;
                        };
                        /** @enum {string} */
                        userManagement: "managed" | "unmanaged";
                        /** @enum {string} */
                        state: "pending" | "initializing" | "starting" | "running" | "stopping" | "stopped" | "error" | "shutting-down" | "termination-warning";
                        /** @enum {string} */
                        activationState: "startable" | "stoppable" | "terminable";
                        stage: {
                            words: string;
                            step: number;
                            of: number;
                        };
                        fault: {
                            message: string;
                            next: string;
                        } | null;
                        problem: {
                            message: string;
                            nextTryAt: string | null;
                        } | null;
                        url: string | null;
                        openUrl: string | null;
                        apiUrl: string | null;
                        services: {
                            /** @enum {string} */
                            key: "featureStore" | "onlineFeatureStore" | "kafka" | "ssh";
                            label: string;
                            ports: number[];
                            address: string | null;
                            wanted: boolean;
                            seen: boolean;
                            error: string | null;
                        }[];
                        createdBy: {
                            id: string;
                            givenName: string;
                            familyName: string;
                            email: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        seenAt: string | null;
                        lastHeartbeatAt: string | null;
                        accounts: {
                            total: number;
                            pending: number;
                            blockedPending: number;
                            held: number;
                            problem: string | null;
                        } | null;
                        administrator: {
                            email: string;
                            passwordChangedAt: string | null;
                            passwordResetPending: boolean;
                        } | null;
                        allows: {
                            start: true | string;
                            stop: true | string;
                            terminate: true | string;
                            retry: true | string;
                            open: true | string;
                            updateServices: true | string;
                            revealPassword: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cluster-passwords.reveal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                        changedAt: string | null;
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "heartbeats.receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: {
                        /** @constant */
                        major: 0;
                        /** @constant */
                        minor: 2;
                        /** @constant */
                        patch: 0;
                    };
                    decommissioningNodes?: {
                        nodeId?: string | null;
                        host?: string | null;
                        ip?: string | null;
                        instanceType?: string | null;
                        instanceState?: string | null;
                        nodeType?: ("localhost" | "master" | "worker" | "ndb_mgm" | "ndb_ndbd" | "mysqld" | "ndb_api" | "rondb_all-in-one" | "secondary") | null;
                    }[] | null;
                    decommissionedNodes?: {
                        nodeId?: string | null;
                        host?: string | null;
                        ip?: string | null;
                        instanceType?: string | null;
                        instanceState?: string | null;
                        nodeType?: ("localhost" | "master" | "worker" | "ndb_mgm" | "ndb_ndbd" | "mysqld" | "ndb_api" | "rondb_all-in-one" | "secondary") | null;
                    }[] | null;
                    commandsStatus?: {
                        [key: string]: {
                            /** @enum {string} */
                            status: "NEW" | "ONGOING" | "SUCCEED" | "FAILED";
                            message?: string | null;
                        };
                    } | null;
                    firstHeartBeat: boolean;
                    allocatedVcores?: number | null;
                    pendingVcores?: number | null;
                    allocatedMemoryMB?: number | null;
                    pendingMemoryMB?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @constant */
                        status: "OK";
                        message: string;
                        payload: {
                            version: {
                                /** @constant */
                                major: 0;
                                /** @constant */
                                minor: 2;
                                /** @constant */
                                patch: 0;
                            };
                            workers: {
                                nodeId?: string | null;
                                host?: string | null;
                                ip?: string | null;
                                instanceType?: string | null;
                                instanceState?: string | null;
                                nodeType?: ("localhost" | "master" | "worker" | "ndb_mgm" | "ndb_ndbd" | "mysqld" | "ndb_api" | "rondb_all-in-one" | "secondary") | null;
                            }[];
                            commands: unknown[];
                            blockedUsers: string[];
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than it may be. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cluster-accounts.list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            userId: string | null;
                            email: string;
                            name: string;
                            managed: boolean;
                            wanted: ("absent" | "user" | "administrator" | "blocked") | null;
                            /** @enum {string} */
                            seen: "absent" | "user" | "administrator" | "blocked" | "unknown";
                            seenAt: string | null;
                            sentence: string;
                            sessionEndsBy: string | null;
                            nextTryAt: string | null;
                            problem: string | null;
                        }[];
                        nextCursor: string | null;
                        checkedAt: string | null;
                        others: {
                            count: number;
                            items: {
                                id: string;
                                userId: string | null;
                                email: string;
                                name: string;
                                managed: boolean;
                                wanted: ("absent" | "user" | "administrator" | "blocked") | null;
                                /** @enum {string} */
                                seen: "absent" | "user" | "administrator" | "blocked" | "unknown";
                                seenAt: string | null;
                                sentence: string;
                                sessionEndsBy: string | null;
                                nextTryAt: string | null;
                                problem: string | null;
                            }[];
                        };
                        held: {
                            people: string[];
                            sentence: string;
                        } | null;
                        allows: {
                            confirmBlocks: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cluster-accounts.confirmBlocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizationId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    people: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            userId: string | null;
                            email: string;
                            name: string;
                            managed: boolean;
                            wanted: ("absent" | "user" | "administrator" | "blocked") | null;
                            /** @enum {string} */
                            seen: "absent" | "user" | "administrator" | "blocked" | "unknown";
                            seenAt: string | null;
                            sentence: string;
                            sessionEndsBy: string | null;
                            nextTryAt: string | null;
                            problem: string | null;
                        }[];
                        nextCursor: string | null;
                        checkedAt: string | null;
                        others: {
                            count: number;
                            items: {
                                id: string;
                                userId: string | null;
                                email: string;
                                name: string;
                                managed: boolean;
                                wanted: ("absent" | "user" | "administrator" | "blocked") | null;
                                /** @enum {string} */
                                seen: "absent" | "user" | "administrator" | "blocked" | "unknown";
                                seenAt: string | null;
                                sentence: string;
                                sessionEndsBy: string | null;
                                nextTryAt: string | null;
                                problem: string | null;
                            }[];
                        };
                        held: {
                            people: string[];
                            sentence: string;
                        } | null;
                        allows: {
                            confirmBlocks: true | string;
                        };
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the thing does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "usage.read": {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        timeZone: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        totalHours: number;
                        days: {
                            /** Format: date */
                            date: string;
                            clusters: {
                                clusterId: string;
                                hours: number;
                            }[];
                        }[];
                        clusters: {
                            clusterId: string;
                            name: string;
                            hours: number;
                            terminated: boolean;
                        }[];
                    };
                };
            };
            /** @description Some fields are missing or wrong; each is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, or the key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed; the sentence says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or of another organization. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
