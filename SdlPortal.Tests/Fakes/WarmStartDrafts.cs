using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Fakes;

/// <summary>A small valid campaign that starts warm, of each kind of parameter and with a constraint; a test changes what it is about.</summary>
internal static class WarmStartDrafts
{
    public static CampaignDraft Small(int experiments = 6)
    {
        var draft = Drafts.Small(experiments);
        draft.Parameters =
        [
            new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 10, Unit = "mL" },
            new ParameterDraft { Name = "n", Kind = "integer", Low = 1, High = 5 },
            new ParameterDraft { Name = "t", Kind = "discrete", Levels = [20, 40, 80], Unit = "°C" },
            new ParameterDraft { Name = "solvent", Kind = "categorical", Choices = ["water", "ethanol", "toluene"] },
        ];
        draft.Constraints = [new ConstraintDraft { Terms = [new TermDraft { Parameter = "x", Coefficient = 1 }, new TermDraft { Parameter = "n", Coefficient = 1 }], Relation = "<=", Value = 12 }];
        draft.WarmStart = new WarmStartDraft
        {
            Origin = new WarmStartOriginDraft { Title = "Warm films", Purpose = "follow" },
            InitialPoints = [At(2, 3, 40, "water")],
            Regions =
            [
                new PriorRegionDraft
                {
                    Sides =
                    [
                        new PriorSideDraft { Parameter = "x", Low = 1, High = 4 },
                        new PriorSideDraft { Parameter = "n", Low = 2 },
                        new PriorSideDraft { Parameter = "solvent", Choices = ["water", "ethanol"] },
                    ],
                    Probability = 0.6,
                },
                new PriorRegionDraft { Sides = [new PriorSideDraft { Parameter = "t", High = 40 }], Probability = 0.2 },
            ],
            Donors =
            [
                new DonorDraft { Task = "batch A", Weight = 0.7, Runs = [.. Enumerable.Range(0, 6).Select(i => new DonorRunDraft { Configuration = At(1 + i, 1 + (i % 5), i % 2 == 0 ? 20 : 80, "water"), Value = -Math.Abs(i - 2) })] },
                new DonorDraft { Task = "batch B", Weight = 0.3, Runs = [.. Enumerable.Range(0, 6).Select(i => new DonorRunDraft { Configuration = At(9 - i, 2, 40, "ethanol"), Value = i * 0.1 })] },
            ],
        };
        return draft;
    }

    public static Configuration At(double x, double n, double t, string solvent) => new([KeyValuePair.Create<string, ParameterValue>("x", x), KeyValuePair.Create<string, ParameterValue>("n", n), KeyValuePair.Create<string, ParameterValue>("t", t), KeyValuePair.Create<string, ParameterValue>("solvent", solvent)]);
}
