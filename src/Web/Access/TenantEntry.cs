using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Before authorization: finds the tenant a signed-in person acts for and its snapshot. The first page asked for on a
/// Warsaw day counts as a sign-in (product.md §2). Endpoints that need no tenant pass untouched.
/// </summary>
public sealed class TenantEntry(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CurrentTenant tenant)
    {
        var policies = http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToList();
        if (policies?.Exists(Policies.NeedsTenant) == true && SignedInPerson.Of(http) is { } person)
        {
            var live = policies.Contains(Policies.Live);
            var background = live || BackgroundRequests.Is(http.Request);
            // A token beside the cookie decides alone; its handler enters the tenant.
            if (!(live && TokenHandler.HasToken(http.Request)) && !await EnterAsync(http, tenant, person, live, background))
                return;
        }

        await next(http);
    }

    /// <summary>False when the request was answered here.</summary>
    private static async Task<bool> EnterAsync(HttpContext http, CurrentTenant tenant, SignedInPerson person, bool live, bool background)
    {
        foreach (var company in Choices(person))
        {
            if (person.LacksFactorFor(company))
            {
                tenant.Leave();
                return PassesOutside(http, live) || LeadTo(http, AccountPaths.SecondFactor);
            }

            tenant.Enter(new Actor(company.TenantId, person.AccountId, person.Name, company.Role, ActorKind.Browser) { Address = http.Connection.RemoteIpAddress }, person.Memberships);
            var outcome = await GrainCall.RepeatAsync(() => tenant.Grain.Status(tenant.Actor));
            if (!outcome.Granted(out var snapshot, out _))
                continue; // deleted a moment ago
            if (!background && snapshot.LastSignInOn < WarsawTime.DateOf(snapshot.ServerTime))
                outcome = await GrainCall.RepeatAsync(() => tenant.Grain.SignedIn(tenant.Actor));
            tenant.Show(outcome.Value ?? snapshot);
            return true;
        }

        tenant.Leave();
        return PassesOutside(http, live) || LeadTo(http, AccountPaths.OpenCompany);
    }

    /// <summary>Without a company: authorization says no to the live channel, and a person's own pages need none.</summary>
    private static bool PassesOutside(HttpContext http, bool live) =>
        live || http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == Policies.Person) == true;

    /// <summary>False: the request was answered here.</summary>
    private static bool LeadTo(HttpContext http, string address)
    {
        http.Response.Redirect(address);
        return false;
    }

    private static IEnumerable<Membership> Choices(SignedInPerson person) =>
        person.Company is { } chosen ? person.Memberships.Where(m => m != chosen).Prepend(chosen) : [];
}
