using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace AleSekretariat.Architecture.Tests;

/// <summary>What the types really use, held against the layers of the house.</summary>
public sealed class LayersTests
{
    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(
        System.Reflection.Assembly.Load("AleSekretariat.Domain"),
        System.Reflection.Assembly.Load("AleSekretariat.Grains.Abstractions"),
        System.Reflection.Assembly.Load("AleSekretariat.Grains"),
        System.Reflection.Assembly.Load("AleSekretariat.Database"),
        System.Reflection.Assembly.Load("AleSekretariat.Silo"),
        System.Reflection.Assembly.Load("AleSekretariat.Web")).Build();

    private static readonly IObjectProvider<IType> Grains = Types().That().ResideInNamespaceMatching(@"^AleSekretariat\.Grains(?!\.Abstractions)").As("Grains");
    private static readonly IObjectProvider<IType> Web = Types().That().ResideInNamespaceMatching(@"^AleSekretariat\.Web").As("Web");
    private static readonly IObjectProvider<IType> Domain = Types().That().ResideInNamespaceMatching(@"^AleSekretariat\.Domain").As("Domain");

    [Fact]
    public void Web_NeverTouchesGrains() => Holds(Types().That().Are(Web).Should().NotDependOnAny(Grains));

    [Fact]
    public void Grains_NeverTouchWeb() => Holds(Types().That().Are(Grains).Should().NotDependOnAny(Web));

    [Fact]
    public void Domain_KnowsNeitherOrleansNorTheDatabase() => Holds(Types().That().Are(Domain).Should()
        .NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^(Orleans|Npgsql|Microsoft\.AspNetCore)").As("infrastructure")).WithoutRequiringPositiveResults());

    private static void Holds(IArchRule rule) => Assert.True(rule.HasNoViolations(House), string.Join('\n', rule.Evaluate(House).Where(r => !r.Passed).Select(r => r.Description)));
}
