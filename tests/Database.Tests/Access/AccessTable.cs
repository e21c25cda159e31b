namespace AleSekretariat.Database.Tests.Access;

/// <summary>
/// What the roles that face a browser may do with each table of schema <c>app</c>, and which functions run with their owner's rights.
/// A table or such a function without a line fails <see cref="TableAccessTests"/> or <see cref="FunctionAccessTests"/>, and so does
/// a line that is not so. Lines of two branches are merged as a union (.gitattributes).
/// </summary>
internal static class AccessTable
{
    // web: "tenant" = rows of the tenant it acts for, "open" = whoever asks, "none" = no row ever.
    // web writes: the privileges, "-" for none. operator: "read" or "-". Whatever is open or written says why.
    private const string TableLines = """
        # table               web      web writes             operator  why
        tenant                tenant   -                      -
        membership            tenant   -                      -
        invitation            tenant   -                      -
        tenant_counter        none     -                      -
        series_counter        none     -                      -
        licence_history       tenant   -                      -
        contact               tenant   -                      -
        contact_merge         tenant   -                      -
        correspondence        tenant   -                      -
        correspondence_person tenant   -                      -
        correspondence_link   tenant   -                      -
        contract              tenant   -                      -
        contract_party        tenant   -                      -
        contract_annex        tenant   -                      -
        history               tenant   -                      -
        attachment            tenant   -                      -
        idempotency_key       none     -                      -
        tombstone             none     -                      -
        tenant_key            tenant   -                      -
        series_mask           none     -                      -
        dictionary_item       tenant   -                      -
        acceptance            open     INSERT                 -         of a person: read before a company is known, never changed
        tenant_overview       none     -                      read      the operator's list
        mail_outbox           none     INSERT                 -         mails to a person: links of an account are the web node's business
        audit                 tenant   INSERT                 -         sign-ins happen in the web node; a row never changes
        session               open     DELETE,INSERT,UPDATE   -         of a person: looked up before a company is known
        personal_token        open     DELETE,INSERT,UPDATE   -         of a person: looked up before a company is known; only the hash is kept
        digest_subscription   open     DELETE,INSERT,UPDATE   -         of a person: asked for all companies at once by the worker
        calendar_feed         open     DELETE,INSERT,UPDATE   -         of a person: the address is looked up before a company is known; no secret is kept
        account               open     DELETE,INSERT,UPDATE   -         of a person: signing in comes before a company
        account_claim         open     DELETE,INSERT,UPDATE   -         of a person
        account_login         open     DELETE,INSERT,UPDATE   -         of a person
        account_token         open     DELETE,INSERT,UPDATE   -         of a person
        account_link          open     DELETE,INSERT,UPDATE   -         of a person: followed before signing in
        account_authenticator open     DELETE,INSERT,UPDATE   -         of a person: checked before signing in
        account_recovery_code open     DELETE,INSERT,UPDATE   -         of a person: checked before signing in
        account_passkey       open     DELETE,INSERT,UPDATE   -         of a person: found before signing in
        data_protection_key   open     DELETE,INSERT,UPDATE   -         the web nodes' own keys
        schema_version        open     -                      read      which scripts ran: asked at every start
        price_list            open     -                      read      the same for everybody
        price_list_item       open     -                      read      the same for everybody
        """;

    // Functions that run with their owner's rights (SECURITY DEFINER) and who may call them.
    private const string FunctionLines = """
        memberships_of(uuid)   ale_silo,ale_web
        token_actor(bytea)     ale_web
        calendar_feed_actor(uuid)  ale_web
        next_digest(date)      ale_web
        owns_current_tenant()  ale_web
        is_on_letter(uuid)     ale_web
        forget_assignee()      -
        invitation_of(uuid)    ale_web
        find_contacts(text[],text,uuid,integer)  ale_web
        suggest_contacts(text[],text,integer)  ale_web
        similar_contacts(text,text,text,uuid,integer)  ale_web
        delete_members(uuid)   ale_silo
        forget_audit(uuid)     ale_silo
        forget_account()       -
        erase_person(uuid,text)  ale_web
        forget_account_mails() -
        """;

    public static IReadOnlyDictionary<string, TableLine> Tables { get; } = Words(TableLines)
        .ToDictionary(words => words[0], words => new TableLine(words[0], words[1], words[2], words[3], words.Length > 4), StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Functions { get; } = Words(FunctionLines).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);

    private static IEnumerable<string[]> Words(string lines) => lines.Split('\n').Select(line => line.Trim())
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A line of the tables.</summary>
internal sealed record TableLine(string Table, string Web, string WebWrites, string Operator, bool SaysWhy);
