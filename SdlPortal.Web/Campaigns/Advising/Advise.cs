using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>The advisor: simulates on the calling thread and answers again and again, each time from more simulated campaigns.</summary>
/// <exception cref="AdviceRefusedException">No advice can be given.</exception>
public delegate IEnumerable<Advice> Advise(AdviceQuestion question, IProgress<AdviceProgress> progress, CancellationToken cancellationToken);
