using System.Security.Cryptography;
using System.Xml.Linq;
using AleSekretariat.Keys;
using AleSekretariat.Testing;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>The keys of the cookies are stored under the operator's master key.</summary>
public sealed class DataProtectionWrappingTests(House house)
{
    private readonly Shelf _shelf = new();

    [Fact]
    public async Task TheDatabase_HoldsNoKeyThatOpensByItself()
    {
        house.First.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("anything");

        Assert.NotEqual(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.data_protection_key WHERE xml LIKE '%<wrapped%'"));
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.data_protection_key WHERE xml LIKE '%<masterKey%'"));
    }

    [Fact]
    public void WrappedKey_OpensWithTheMasterKeyOnly()
    {
        var secret = Protector(TestKeys.Master).Protect("sesja");

        Assert.DoesNotContain("<masterKey", Assert.Single(_shelf.Elements).ToString(), StringComparison.Ordinal);
        Assert.Equal("sesja", Protector(TestKeys.Master).Unprotect(secret));
        Assert.Throws<CryptographicException>(() => Protector(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))).Unprotect(secret));
    }

    [Fact]
    public void KeyFromBefore_IsReadAsItIs()
    {
        var secret = Protector(master: null).Protect("dawna sesja");
        Assert.Contains("<masterKey", Assert.Single(_shelf.Elements).ToString(), StringComparison.Ordinal);

        Assert.Equal("dawna sesja", Protector(TestKeys.Master).Unprotect(secret));
    }

    /// <summary>A host over the shelf; without a master key one from before there was any.</summary>
    private IDataProtector Protector(string? master)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("test");
        var keys = master is null ? null : MasterKeys.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Master", master)]).Build(), null);
        if (keys is not null)
            services.AddSingleton(keys);
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = _shelf;
            options.XmlEncryptor = keys is null ? null : new DataProtectionWrapping(keys);
        });
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private sealed class Shelf : IXmlRepository
    {
        public List<XElement> Elements { get; } = [];

        public IReadOnlyCollection<XElement> GetAllElements() => [.. Elements.Select(element => new XElement(element))];

        public void StoreElement(XElement element, string friendlyName) => Elements.Add(new XElement(element));
    }
}
