using AleSekretariat.Keys;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>The mails a person is owed, as the mail worker would send them: it makes the link's secret from the id in the outbox.</summary>
internal static class Letterbox
{
    /// <summary>The path of the link in the newest mail of a kind.</summary>
    public static async Task<string> LinkAsync(House house, string email, string kind)
    {
        var id = Guid.Parse(await house.ScalarAsync<string>("SELECT details->>'linkId' FROM app.mail_outbox WHERE recipient = $1 AND kind = $2 ORDER BY owed_at DESC, created_at DESC LIMIT 1", email, kind));
        var (path, purpose) = kind == "confirmEmail" ? ("confirm", "confirm-email") : ("reset", "reset-password");
        return $"/account/{path}/{house.First.Services.GetRequiredService<LinkSecrets>().TokenOf(purpose, id)}";
    }

    public static Task<long> CountAsync(House house, string email, string kind) =>
        house.ScalarAsync<long>("SELECT count(*) FROM app.mail_outbox WHERE recipient = $1 AND kind = $2", email, kind);

    /// <summary>What is in the audit log about an account, oldest first.</summary>
    public static Task<string> TrailAsync(House house, string email) => house.ScalarAsync<string>("""
        SELECT coalesce(string_agg(CASE WHEN u.succeeded THEN u.kind ELSE '!' || u.kind END, ' ' ORDER BY u.audit_id), '')
        FROM app.audit AS u JOIN app.account AS a ON a.id = u.account_id WHERE a.email = $1 AND u.tenant_id IS NULL
        """, email);
}
