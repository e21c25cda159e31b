namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>
/// Who may call what: one line for every page handler, route of the API and method of a hub. The cases of
/// <see cref="SignedOutTests"/>, <see cref="RolesTests"/>, <see cref="ForeignerTests"/> and <see cref="FormerMembersTests"/> are made
/// from it. A handler without a line fails <see cref="EveryHandlerTests"/>, and so does a line without a handler.
/// <code>
/// METHOD  route                               least role   what its ids are
/// GET     /correspondence/{id}                viewer       id=letter
/// POST    /account/company?handler=Switch     account      tenantId=tenant
/// </code>
/// <list type="bullet">
/// <item>The route as it is mapped, without constraints; of a named handler (<c>OnPostSwitchAsync</c>) also <c>?handler=Switch</c>. A
/// page has a line for each of its handlers. A hub's method is <c>CALL /hubs/tenant/Method</c>.</item>
/// <item>Least role: <c>public</c>, <c>account</c> (signed in, with or without a company), <c>viewer</c>, <c>office</c>, <c>owner</c>,
/// <c>operator</c> (no role of a company is enough). It is the handler's own: a page for viewers may have a handler for owners.</item>
/// <item>Ids: <c>name=kind</c> for each id of a company or person that the handler takes, in the route, the query, the form or the body.
/// The kinds are in <see cref="Samples"/>; a new one is a line there. Somebody of another company must get 404 for them, or 204 from
/// a handler that answers scripts. <c>name=kind!</c> where it is refused in another way (a form shown again, 400, 403). Nothing of the
/// company may change or show in either case.</item>
/// <item><c>name:value</c> for a field without which the handler never gets as far as looking at its ids.</item>
/// <item>The order is for readers only; lines of two branches are merged as a union (.gitattributes).</item>
/// </list>
/// </summary>
internal static class IsolationTable
{
    private const string Text = """
        # API: accounts and tokens
        POST    /api/v1/accounts                        public
        POST    /api/v1/tokens                          public

        # API: the tenant
        GET     /api/v1/status                          viewer
        GET     /api/v1/packages                        viewer
        POST    /api/v1/licence/green                   owner
        POST    /api/v1/account/close                   owner
        DELETE  /api/v1/account/close                   owner
        POST    /api/v1/test-clock                      viewer

        # API: registers
        POST    /api/v1/correspondence                  office
        GET     /api/v1/correspondence                  viewer
        GET     /api/v1/correspondence/{id}             viewer      id=letter
        GET     /api/v1/correspondence/{id}/history     viewer      id=letter
        POST    /api/v1/correspondence/{id}/annul       office      id=letter   reason:Pomyłka
        PUT     /api/v1/correspondence/{id}             office      id=letter   direction:incoming subject:Pismo
        POST    /api/v1/correspondence/{id}/status      office      id=letter   status:inProgress
        POST    /api/v1/correspondence/{id}/assign      office      id=letter   accountId=member!
        POST    /api/v1/contracts                       office
        GET     /api/v1/contracts                       viewer
        GET     /api/v1/contracts/{id}                  viewer      id=contract
        PUT     /api/v1/contracts/{id}                  office      id=contract
        GET     /api/v1/contracts/{id}/history          viewer      id=contract
        POST    /api/v1/contracts/{id}/annul            office      id=contract reason:Pomyłka
        GET     /api/v1/contracts/{id}/annexes          viewer      id=contract
        POST    /api/v1/contracts/{id}/annexes          office      id=contract number:1 description:Aneks
        POST    /api/v1/contracts/{id}/terminate        office      id=contract

        # Attachments
        POST    /api/v1/correspondence/{id}/attachments                 office      id=letter
        GET     /api/v1/correspondence/{id}/attachments/{attachmentId}  viewer      id=attached attachmentId=attachment
        POST    /api/v1/contracts/{id}/attachments                      office      id=contract
        GET     /api/v1/contracts/{id}/attachments/{attachmentId}       viewer      id=scanned attachmentId=scan
        POST    /correspondence/{id}/attachments                        office      id=letter
        GET     /correspondence/{id}/attachments/{attachmentId}         viewer      id=attached attachmentId=attachment
        GET     /correspondence/{id}/attachments/{attachmentId}/preview viewer      id=attached attachmentId=attachment
        POST    /contracts/{id}/attachments                             office      id=contract
        GET     /contracts/{id}/attachments/{attachmentId}              viewer      id=scanned attachmentId=scan
        GET     /contracts/{id}/attachments/{attachmentId}/preview      viewer      id=scanned attachmentId=scan

        # API: contacts
        POST    /api/v1/contacts                        office
        GET     /api/v1/contacts                        viewer
        GET     /api/v1/contacts/{id}                   viewer      id=contact
        PUT     /api/v1/contacts/{id}                   office      id=contact name:Ktoś
        GET     /api/v1/contacts/{id}/history           viewer      id=contact

        # Pages before and beside a company
        GET     /                                       public
        GET     /error/{code}                           public
        POST    /error/{code}                           public
        GET     /account/sign-in                        public
        POST    /account/sign-in                        public
        POST    /account/sign-in?handler=Demo           public
        GET     /account/sign-up                        public
        POST    /account/sign-up                        public
        GET     /account/sign-out                       public
        POST    /account/sign-out                       public
        POST    /account/sign-in?handler=Passkey        public
        POST    /account/sign-in?handler=PasskeyOptions public
        GET     /account/passkeys                       account
        POST    /account/passkeys?handler=Options       account
        POST    /account/passkeys?handler=Add           account
        POST    /account/passkeys?handler=Remove        account
        GET     /account/sign-in/code                   public
        POST    /account/sign-in/code                   public
        GET     /account/two-factor                     account
        POST    /account/two-factor?handler=Begin       account
        POST    /account/two-factor?handler=Confirm     account
        POST    /account/two-factor?handler=Renew       account
        POST    /account/two-factor?handler=Off         account
        GET     /account/preferences                    public
        POST    /account/preferences?handler=Language   public
        POST    /account/preferences?handler=Theme      public
        GET     /account/company                        account
        POST    /account/company                        account
        POST    /account/company?handler=Switch         account     tenantId=tenant
        GET     /account/confirm/{token}                public
        POST    /account/confirm/{token}                public
        GET     /account/forgot                         public
        POST    /account/forgot                         public
        GET     /account/reset/{token}                  public
        POST    /account/reset/{token}                  public
        GET     /account/security                       account
        POST    /account/security?handler=Confirm       account
        POST    /account/security?handler=Name          account
        POST    /account/security?handler=Password      account
        POST    /account/security?handler=Sessions      account     chosen=session!

        GET     /legal/{document}                       public

        # Pages: the account and what it pays for
        GET     /account/tokens                         viewer
        POST    /account/tokens                         viewer
        POST    /account/tokens?handler=Revoke          viewer      tokenId=token
        GET     /account/close                          owner
        POST    /account/close                          owner
        POST    /account/close?handler=Cancel           owner
        GET     /account/data                           account
        POST    /account/data?handler=Export            account
        POST    /account/data?handler=Erase             account
        POST    /account/data?handler=Accept            account
        GET     /account/settings                       owner
        POST    /account/settings                       owner
        GET     /account/audit                          owner
        GET     /billing/packages                       viewer
        GET     /billing/green                          owner
        POST    /billing/green                          owner

        # Pages: the company's people
        GET     /account/people                         viewer
        POST    /account/people                         owner
        POST    /account/people?handler=Revoke          owner       invitationId=invitation
        POST    /account/people?handler=Role            owner       accountId=member    role:viewer
        POST    /account/people?handler=Suspend         owner       accountId=member
        POST    /account/people?handler=Reinstate       owner       accountId=member
        POST    /account/people?handler=Remove          owner       accountId=member
        POST    /account/people?handler=Factor          owner       required:true
        POST    /account/people?handler=Leave           viewer
        GET     /account/people/transfer                owner
        POST    /account/people/transfer                owner       accountId=member
        GET     /account/invitation/{token}             public
        POST    /account/invitation/{token}             public
        POST    /account/invitation/{token}?handler=Join        public
        POST    /account/invitation/{token}?handler=SignOut     public

        # Deadlines
        GET     /deadlines                              viewer
        POST    /deadlines?handler=Feed                 viewer
        POST    /deadlines?handler=Revoke               viewer
        POST    /deadlines?handler=Digest               viewer
        GET     /calendar/{token}.ics                   public

        # Pages: registers
        GET     /correspondence                         viewer
        GET     /correspondence?handler=Row             viewer      id=letter
        GET     /correspondence/new                     office      replyTo=letter
        POST    /correspondence/new                     office
        GET     /correspondence/{id}                    viewer      id=letter
        POST    /correspondence/{id}?handler=Move       office      id=letter   status:inProgress
        POST    /correspondence/{id}?handler=Assign     office      id=letter   accountId=member!
        POST    /correspondence/{id}?handler=Confirm    viewer      id=letter
        GET     /correspondence/{id}/edit               office      id=letter
        POST    /correspondence/{id}/edit               office      id=letter
        GET     /correspondence/alike                   office      except=letter!
        GET     /correspondence/series                  office
        POST    /correspondence/series                  office
        GET     /correspondence/{id}/annul              office      id=letter
        POST    /correspondence/{id}/annul              office      id=letter
        GET     /contracts                              viewer
        GET     /contracts?handler=Row                  viewer      id=contract
        GET     /contracts/new                          office
        POST    /contracts/new                          office
        GET     /contracts/{id}                         viewer      id=contract
        GET     /contracts/{id}/annex                   office      id=contract
        POST    /contracts/{id}/annex                   office      id=contract
        GET     /contracts/{id}/terminate               office      id=contract
        POST    /contracts/{id}/terminate               office      id=contract
        GET     /contracts/{id}/edit                    office      id=contract
        POST    /contracts/{id}/edit                    office      id=contract
        GET     /contracts/{id}/annul                   office      id=contract
        POST    /contracts/{id}/annul                   office      id=contract

        # Pages: contacts
        GET     /contacts                               viewer
        GET     /contacts/suggest                       viewer
        GET     /contacts/new                           office
        GET     /contacts/new?handler=Alike             office      except=contact!
        POST    /contacts/new                           office
        POST    /contacts/new?handler=Quick             office
        GET     /contacts/{id}                          viewer      id=contact
        GET     /contacts/{id}/edit                     office      id=contact
        POST    /contacts/{id}/edit                     office      id=contact
        GET     /contacts/{id}/merge                    office      id=contact with=contact
        POST    /contacts/{id}/merge                    office      id=contact with=contact

        # Live
        GET     /live/shell                             viewer
        GET     /live/status                            viewer
        GET     /hubs/tenant                            viewer
        POST    /hubs/tenant/negotiate                  viewer

        # Operation
        GET     /health/live                            public
        GET     /health/ready                           public
        GET     /metrics                                public
        GET     /openapi/{documentName}.json            public
        GET     /scalar/{documentName?}                 public
        GET     /scalar/favicon.svg                     public
        GET     /scalar/scalar.js                       public
        GET     /scalar/scalar.aspnetcore.js            public
        """;

    public static IReadOnlyList<IsolationLine> Lines { get; } =
    [
        .. Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(IsolationLine.Parse),
    ];

    public static IsolationLine Of(string name) => Lines.Single(line => line.Name == name);

    /// <summary>Names of lines, as the data of a theory.</summary>
    public static TheoryData<string> Where(Func<IsolationLine, bool> condition) => [.. Lines.Where(condition).Select(line => line.Name)];
}
