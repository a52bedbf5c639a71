/**
 * How flows are checked, compiled to BPMN and run on Flowable; nobody else's business. Decision 0060 says why it is done so.
 *
 * <ul>
 *   <li>{@code Flows} is {@code RunningFlows}, which leaves to {@code RunAccess} who may, to {@code Steering} what starters and
 *       administrators do, and to {@code FailedBeginnings} what could not begin; {@code Tasks} is {@code FlowTasks}, which lets
 *       {@code Acts} do what a handler does.
 *   <li>All of them go through {@code Course}, which locks a run and opens a {@code Turn}: one transaction in which a run moves. A turn asks
 *       {@code FlowChart} what lies where, {@code Ballot} how a vote stands, {@code PeopleFinder} whom to ask and {@code Works} and
 *       {@code Waits} to do what nodes do by themselves; it moves {@code Tokens} in Flowable, which comes back to the turn through
 *       {@code NodeActivity}, and writes all of it through {@code RunStore} at its end.
 *   <li>What begins by itself comes from {@code RecordTriggers} and {@code Schedules}, waits in {@code DueStore} and is begun by
 *       {@code DueWork}; moments that steps wait for come from {@code Timers}.
 *   <li>{@code FlowKind} publishes: {@code FlowDesign} checks, {@code ProcessCompiler} makes the BPMN.
 *   <li>{@code RunPath} tells where a run stands, {@code FlowNotices} tells people, {@code JdbcFlowFigures} counts for managers.
 * </ul>
 */
@NullMarked
package dev.millwright.flow.internal;

import org.jspecify.annotations.NullMarked;
