using Vhe.Networks.Models;

namespace PaperExperiments.OneDimensional;

/// <summary>One point of Figure 3 or 9: a family trained by an objective with a size of D.</summary>
/// <param name="Family">What the classes are.</param>
/// <param name="Objective">Which bound is raised.</param>
/// <param name="Support">|D|, in training and in the measures.</param>
internal sealed record ElementCell(ElementFamily Family, Objective Objective, int Support)
{
    /// <summary>A name for files.</summary>
    public string FileName => $"{Family.Name}-{Objective.Name}-{Support}".Replace(' ', '-').ToLowerInvariant();
}
