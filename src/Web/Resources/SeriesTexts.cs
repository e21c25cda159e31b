namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files SeriesTexts.resx (Polish) and SeriesTexts.en.resx: the quick series.</summary>
public sealed class SeriesTexts;
