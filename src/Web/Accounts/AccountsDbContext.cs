using AleSekretariat.Web.Legal;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// Identity's entities in the tables of scripts 0004, 0011 and 0018, column by column. The scripts own the schema: there are no migrations,
/// and a test holds this model against the tables.
/// </summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema("app");
        modelBuilder.Entity<Account>(Map);
        modelBuilder.Entity<IdentityUserClaim<Guid>>(Map);
        modelBuilder.Entity<IdentityUserLogin<Guid>>(Map);
        modelBuilder.Entity<IdentityUserToken<Guid>>(Map);
        modelBuilder.Entity<IdentityUserPasskey<Guid>>(Map);
        modelBuilder.Entity<Acceptance>(Map);
    }

    private static void Map(EntityTypeBuilder<Account> account)
    {
        account.ToTable("account").HasKey(a => a.Id);
        account.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        account.Property(a => a.UserName).HasColumnName("user_name").IsRequired();
        account.Property(a => a.NormalizedUserName).HasColumnName("normalized_user_name").IsRequired();
        account.Property(a => a.Email).HasColumnName("email").IsRequired();
        account.Property(a => a.NormalizedEmail).HasColumnName("normalized_email").IsRequired();
        account.Property(a => a.EmailConfirmed).HasColumnName("email_confirmed");
        account.Property(a => a.PasswordHash).HasColumnName("password_hash");
        account.Property(a => a.SecurityStamp).HasColumnName("security_stamp").IsRequired();
        account.Property(a => a.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsRequired().IsConcurrencyToken();
        account.Property(a => a.PhoneNumber).HasColumnName("phone_number");
        account.Property(a => a.PhoneNumberConfirmed).HasColumnName("phone_number_confirmed");
        account.Property(a => a.TwoFactorEnabled).HasColumnName("two_factor_enabled");
        account.Property(a => a.LockoutEnd).HasColumnName("lockout_end");
        account.Property(a => a.LockoutEnabled).HasColumnName("lockout_enabled");
        account.Property(a => a.AccessFailedCount).HasColumnName("access_failed_count");
        account.Property(a => a.DisplayName).HasColumnName("display_name");
        account.Property(a => a.Culture).HasColumnName("culture");
        account.Property(a => a.Theme).HasColumnName("theme");
        account.Property(a => a.CreatedAt).HasColumnName("created_at");
        account.Ignore(a => a.Name);
    }

    private static void Map(EntityTypeBuilder<IdentityUserClaim<Guid>> claim)
    {
        claim.ToTable("account_claim").HasKey(c => c.Id);
        claim.Property(c => c.Id).HasColumnName("id");
        claim.Property(c => c.UserId).HasColumnName("account_id");
        claim.Property(c => c.ClaimType).HasColumnName("claim_type");
        claim.Property(c => c.ClaimValue).HasColumnName("claim_value");
    }

    private static void Map(EntityTypeBuilder<IdentityUserLogin<Guid>> login)
    {
        login.ToTable("account_login").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        login.Property(l => l.LoginProvider).HasColumnName("login_provider");
        login.Property(l => l.ProviderKey).HasColumnName("provider_key");
        login.Property(l => l.ProviderDisplayName).HasColumnName("provider_display_name");
        login.Property(l => l.UserId).HasColumnName("account_id");
    }

    private static void Map(EntityTypeBuilder<IdentityUserToken<Guid>> token)
    {
        token.ToTable("account_token").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        token.Property(t => t.UserId).HasColumnName("account_id");
        token.Property(t => t.LoginProvider).HasColumnName("login_provider");
        token.Property(t => t.Name).HasColumnName("name");
        token.Property(t => t.Value).HasColumnName("value");
    }

    private static void Map(EntityTypeBuilder<IdentityUserPasskey<Guid>> passkey)
    {
        passkey.ToTable("account_passkey").HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasColumnName("credential_id");
        passkey.Property(p => p.UserId).HasColumnName("account_id");
        passkey.OwnsOne(p => p.Data).ToJson("data");
        passkey.Navigation(p => p.Data).IsRequired();
    }

    private static void Map(EntityTypeBuilder<Acceptance> acceptance)
    {
        acceptance.ToTable("acceptance").HasKey(a => a.Id);
        acceptance.Property(a => a.Id).HasColumnName("acceptance_id").ValueGeneratedOnAdd();
        acceptance.Property(a => a.AccountId).HasColumnName("account_id");
        acceptance.Property(a => a.Document).HasColumnName("document").IsRequired();
        acceptance.Property(a => a.Version).HasColumnName("version").IsRequired();
        acceptance.Property(a => a.TenantId).HasColumnName("tenant_id");
        acceptance.Property(a => a.At).HasColumnName("at");
        // An account that is taken back takes its rows along in the database; the web node itself may not delete them.
        acceptance.HasOne<Account>().WithMany(a => a.Accepted).HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}
