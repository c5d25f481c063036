using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.Simulated;

namespace SdlPortal.Hardware;

/// <summary>What the composition root knows of the hardware.</summary>
public static class HardwareRegistration
{
    /// <summary>Registers the lab of the configuration section <c>Lab</c>, or the demo line, as the one <see cref="ILab"/>.</summary>
    /// <param name="dataFolder">Where simulated instruments keep their journals, in the folder instruments.</param>
    /// <exception cref="LabUnavailableException">A setting cannot be read, such as words where a number belongs.</exception>
    /// <param name="readTable">Gives the function that reads tables of results by name.</param>
    public static IServiceCollection AddDemoLab(
        this IServiceCollection services, IConfiguration configuration, string dataFolder, Func<IServiceProvider, ReadTable>? readTable = null)
    {
        var options = new LabOptions();
        try
        {
            configuration.GetSection(LabOptions.Section).Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new LabUnavailableException($"The configuration of the lab (section {LabOptions.Section}) cannot be read: {e.GetBaseException().Message} {e.Message}", e);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ILab>(provider => SimulatedLab.Demo(
            options, dataFolder, provider.GetRequiredService<TimeProvider>(), readTable?.Invoke(provider), provider.GetService<ILoggerFactory>()));
        return services;
    }
}
