using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Members;

/// <summary>Wiring of who belongs to a company.</summary>
internal static class MemberServices
{
    public static void AddMembers(this IServiceCollection services) =>
        services.AddSingleton<People>().AddSingleton<Invitations>().AddScoped<Joining>();
}
