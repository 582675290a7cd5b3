// Contract of Microsoft.Azure.DurableTask.Core 3.11.1 (what Microsoft.DurableTask.Abstractions 1.27.0 depends on); Azure/durabletask,
// src/DurableTask.Core/Exceptions/OrchestrationAlreadyExistsException.cs.
namespace DurableTask.Core.Exceptions;

public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException() { }
    public OrchestrationAlreadyExistsException(string message) : base(message) { }
    public OrchestrationAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }
}
