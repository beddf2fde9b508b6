"""One-time notice sheets (一次性告知单): a guide at one version, printed for a window, and who handed it out when."""
