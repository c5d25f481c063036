using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;

namespace SdlPortal.Web.Campaigns.Twin;

/// <summary>What a digital twin had to do with an experiment, in words that cannot be taken for a measurement. Pure.</summary>
internal static class TwinWords
{
    public static string Sentence(TwinNote note, Objective objective)
    {
        var quality = note.R2 is { } r2 ? $", r² {Quantity.Text(r2, digits: 2)}" : "";
        var value = string.Create(CultureInfo.InvariantCulture, $"Simulated, not measured: the digital twin ({note.Twin}{quality}) gives it {Quantity.Text(note.Simulation, objective.Unit)}, rank {note.Rank} among {note.Simulated} simulated experiments");
        return note switch
        {
            { SetAside: { } reason } => $"{value}. The twin was set aside: {reason}.",
            { Screened: true } => $"{value}. The choice was kept to what the twin lets through{Agreement(note)}.",
            _ => $"{value}. Every {Prescreen.UnscreenedEvery}th experiment is chosen without the twin, and this was one{Agreement(note)}.",
        };
    }

    private static string Agreement(TwinNote note) =>
        note.Correlation is { } correlation ? $" (rank correlation with {note.Compared} measurements: {Quantity.Text(correlation, digits: 2)})" : "";
}
