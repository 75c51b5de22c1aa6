package eu.ccngateway.gateway.network;

/** Queues that a rule speaks of: by their address, or by their role at every domain. */
sealed interface QueueTarget {

    boolean matches(QueueSpec queue);

    /** As patterns of addresses, for people. */
    String shown();

    /** {@code CORE-RCT-QUE.NCTS@*}. */
    record ByAddress(Wildcard queue, Wildcard gatewayName) implements QueueTarget {
        @Override
        public boolean matches(QueueSpec spec) {
            return queue.matches(spec.address().queue())
                    && gatewayName.matches(spec.address().gatewayName());
        }

        @Override
        public String shown() {
            return queue + "@" + gatewayName;
        }
    }

    /** {@code CORE}. */
    record ByRole(QueueRole role) implements QueueTarget {
        @Override
        public boolean matches(QueueSpec spec) {
            return spec.role() == role;
        }

        @Override
        public String shown() {
            return role.name();
        }
    }
}
