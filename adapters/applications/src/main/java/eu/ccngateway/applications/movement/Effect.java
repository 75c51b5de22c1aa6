package eu.ccngateway.applications.movement;

/** What is done when a line of a table applies: facts noted, messages sent, timers set. */
@FunctionalInterface
public interface Effect {

    /**
     * @throws Refused if the message turns out to be unacceptable; then nothing of the step happened
     * @throws IllegalArgumentException if an act lacks a detail; then nothing of the step happened
     */
    void run(Step step) throws Refused;
}
