using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>The table and what is mapped are the same.</summary>
public sealed class EveryHandlerTests(House house)
{
    [Fact]
    public async Task EveryHandler_HasALine()
    {
        var mapped = await MappedHandlers.OfAsync(house.First);

        Assert.Empty(mapped.Except(Names()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryLine_HasAHandler()
    {
        var mapped = await MappedHandlers.OfAsync(house.First);

        Assert.Empty(Names().Except(mapped));
    }

    [Fact]
    public void NoHandler_HasTwoLines() =>
        Assert.Empty(IsolationTable.Lines.GroupBy(line => line.Name, StringComparer.OrdinalIgnoreCase).Where(lines => lines.Count() > 1).Select(lines => lines.Key));

    private static IEnumerable<string> Names() => IsolationTable.Lines.Select(line => line.Name);
}
