package dev.schemagate.operator.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a plan is made from, besides the resource itself.
 *
 * @param inputs what decides the run, or why that can't be known yet
 * @param run the run of these inputs
 * @param superseded unfinished runs of earlier inputs of the same resource
 * @param demand the pods whose gate is closed and that require this resource, oldest first
 * @param others the other resources that these pods require, by name
 * @param passed templates of which a pod is past the gate: restarts and scaling are not held up
 */
public record Observed(
    Inputs inputs,
    Run run,
    List<Superseded> superseded,
    List<WaitingPod> demand,
    Map<String, Required> others,
    Set<Template> passed) {

  /** A Job of earlier inputs that has no result yet. */
  public record Superseded(String job, boolean running) {}
}
