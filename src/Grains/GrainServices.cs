using AleSekretariat.Grains.Access;
using AleSekretariat.Grains.Attachments;
using AleSekretariat.Grains.Billing;
using AleSekretariat.Grains.Company;
using AleSekretariat.Grains.Contacts;
using AleSekretariat.Grains.Mail;
using AleSekretariat.Grains.Members;
using AleSekretariat.Grains.Registers;
using AleSekretariat.Grains.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Grains;

/// <summary>What the grains need of a silo.</summary>
public static class GrainServices
{
    /// <summary>
    /// Adds stores, writer, caches, sweeps, metrics and the call filter. The host adds the silo's database, the grain
    /// storage <see cref="TenantGrain.Storage"/> and the options.
    /// </summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddTenantGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RegistrationOptions>().BindConfiguration("Registration").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TenantStore>();
        services.AddSingleton<TenantKeyStore>();
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<EffectStore>();
        services.AddSingleton<DeletionStore>();
        services.AddSingleton<EntryStore>();
        services.AddSingleton<ContractNames>();
        services.AddSingleton<ContractStore>();
        services.AddSingleton<AnnulStore>();
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<ContactStore>();
        services.AddSingleton<LetterStore>();
        services.AddSingleton<MembershipStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<RegistrationWriter>();
        services.AddSingleton<PriceLists>();
        services.AddSingleton<SiloMetrics>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<IIncomingGrainCallFilter, TenantAccessFilter>();
        services.AddHostedService<PriceListRefresh>();
        services.AddHostedService<IdempotencySweep>();
        return services;
    }
}
