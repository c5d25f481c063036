using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Reviews.Deciding;

/// <summary>
/// A version of a recommendation as texts that a person edits, and the next version that they make. What was typed stays as it is until it is read; everything that is wrong is said at once.
/// Lives in the page's dispatcher, and in the browser's memory as JSON.
/// </summary>
public sealed class DocumentForm
{
    public string Title { get; set; } = "";

    public string Rationale { get; set; } = "";

    /// <summary>One sentence a line.</summary>
    public string WhatWouldChangeIt { get; set; } = "";

    public List<BoxForm> Boxes { get; init; } = [];

    public string Inside { get; set; } = "";

    public string Outside { get; set; } = "";

    public string Seed { get; set; } = "";

    public static DocumentForm Of(RecommendationDocument document) => new()
    {
        Title = document.Title,
        Rationale = document.Rationale,
        WhatWouldChangeIt = string.Join('\n', document.WhatWouldChangeIt),
        Boxes = [.. document.Evidence.Region.Boxes.Select(b => BoxForm.Of(b, document.Evidence.Parameters))],
        Inside = document.Validation.Inside.ToString(CultureInfo.InvariantCulture),
        Outside = document.Validation.Outside.ToString(CultureInfo.InvariantCulture),
        Seed = document.Validation.Seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <param name="from">The version that is edited: what the form has no field for stays as it is there.</param>
    /// <returns>The next version, or null with everything that is wrong.</returns>
    public (RecommendationDocument? Document, IReadOnlyList<Problem> Problems) Read(RecommendationDocument from) => DocumentReading.Of(this, from);
}
