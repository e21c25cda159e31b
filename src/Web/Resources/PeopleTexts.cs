namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files PeopleTexts.resx (Polish) and PeopleTexts.en.resx.</summary>
public sealed class PeopleTexts;
