using System.Diagnostics.Metrics;
using AleSekretariat.Web.Live;

namespace AleSekretariat.Web.Operations;

/// <summary>What an engineer watches of a web node beyond the framework's own meters.</summary>
public sealed class WebMetrics
{
    public const string MeterName = "AleSekretariat.Web";

    public WebMetrics(IMeterFactory meters, TenantFeed feed)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("ale.live.connections", () => feed.ViewerCount, description: "Live connections of this node");
    }
}
